import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useMessages } from '@/lib/messages/provider';
import { classes } from './class-names';

const SIDE = 24;
const MOST = 5;
/** Five in a row, as one shape: a long list draws many of them. */
const STARS = Array.from(
  { length: MOST },
  (_, place) =>
    `M${12 + SIDE * place} 2.6l2.9 6.1 6.6.9-4.8 4.6 1.2 6.6-5.9-3.2-5.9 3.2 1.2-6.6-4.8-4.6 6.6-.9 2.9-6.1Z`,
).join('');
const COMMIT_MS = 600;
interface StarsProps {
  value: number | null;
  /** What is rated. */
  title: string;
  onChange: (stars: number | null) => void;
  size?: 'small' | 'medium' | 'large';
}
const SIZES = { small: 'h-6', medium: 'h-8', large: 'h-10' } as const;
/**
 * Half a star to five. By mouse: where it points. By touch: where the finger is let go. By keyboard: arrows for halves,
 * 1 to 5 for whole ones, Delete for none; several presses in a row count as one change.
 */
export function Stars({ value, title, onChange, size = 'medium' }: StarsProps) {
  const { t, formats } = useMessages();
  const [pointed, setPointed] = useState<number | null>(null);
  const [typed, setTyped] = useState<number | null | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // What was typed is not lost where the page is left before it was committed.
  const pending = useRef<(() => void) | null>(null);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      pending.current?.();
    },
    [],
  );
  const held = typed === undefined ? value : typed;
  const shown = pointed ?? held;
  function commit(next: number | null) {
    clearTimeout(timer.current);
    pending.current = null;
    setTyped(undefined);
    if (next !== value) onChange(next);
  }
  function onKeyDown(event: KeyboardEvent) {
    const next = afterKey(event.key, held);
    if (event.key === 'Enter' && typed !== undefined) commit(typed);
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    setTyped(next);
    clearTimeout(timer.current);
    pending.current = () => next !== value && onChange(next);
    timer.current = setTimeout(() => commit(next), COMMIT_MS);
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t('stars.label', { title })}
      aria-valuemin={0}
      aria-valuemax={5}
      aria-valuenow={held ?? 0}
      aria-valuetext={held === null ? t('stars.none') : t('stars.value', { stars: formats.number(held, 1) })}
      onKeyDown={onKeyDown}
      onBlur={() => typed !== undefined && commit(typed)}
      onPointerMove={(event) => setPointed(starsAt(event))}
      onPointerLeave={() => setPointed(null)}
      onPointerCancel={() => setPointed(null)}
      onPointerDown={(event) => setPointed(starsAt(event))}
      onPointerUp={(event) => {
        const next = starsAt(event);
        if (event.pointerType !== 'mouse') setPointed(null);
        commit(next);
      }}
      className="inline-flex min-h-11 touch-pan-y items-center rounded-sm text-accent select-none"
    >
      <Drawn value={shown ?? 0} className={SIZES[size]} />
    </div>
  );
}

/** Stars that only show a value. */
export function StarsShown({
  value,
  label,
  size = 'small',
}: {
  value: number;
  label: string;
  size?: 'tiny' | 'small';
}) {
  return (
    <span role="img" aria-label={label} className="inline-flex text-accent">
      <Drawn value={value} className={size === 'tiny' ? 'h-4' : 'h-5'} />
    </span>
  );
}

function Drawn({ value, className }: { value: number; className: string }) {
  return (
    <span className={classes('relative block aspect-[5]', className)} aria-hidden="true">
      <Part of={MOST} className="text-line-strong" />
      {value > 0 && <Part of={value} />}
    </span>
  );
}

/** The first so many of the five, cut off where the last one is not whole. */
function Part({ of, className }: { of: number; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${SIDE * of} ${SIDE}`}
      fill="currentColor"
      className={classes('absolute inset-y-0 left-0 h-full', className)}
      style={{ width: `${(of / MOST) * 100}%` }}
    >
      <path d={STARS} />
    </svg>
  );
}

/** The half star under a pointer. */
function starsAt(event: PointerEvent<HTMLElement>): number {
  const box = event.currentTarget.getBoundingClientRect();
  const part = (event.clientX - box.left) / box.width;
  return Math.min(5, Math.max(0.5, Math.ceil(part * 10) / 2));
}

/** undefined: a key that is none of ours. */
export function afterKey(key: string, now: number | null): number | null | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(5, (now ?? 0) + 0.5);
    case 'ArrowLeft':
    case 'ArrowDown':
      return now === null ? 0.5 : Math.max(0.5, now - 0.5);
    case 'Home':
      return 0.5;
    case 'End':
      return 5;
    case 'Delete':
    case 'Backspace':
    case '0':
      return null;
    default:
      return /^[1-5]$/.test(key) ? Number(key) : undefined;
  }
}
