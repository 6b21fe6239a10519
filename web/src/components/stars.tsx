import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useMessages } from '@/lib/messages/provider';
import { classes } from './class-names';

const STAR = 'M12 2.6l2.9 6.1 6.6.9-4.8 4.6 1.2 6.6L12 17.6l-5.9 3.2 1.2-6.6L2.5 9.6l6.6-.9L12 2.6Z';
const PLACES = [1, 2, 3, 4, 5] as const;
const COMMIT_MS = 600;
interface StarsProps {
  value: number | null;
  /** What is rated. */
  title: string;
  onChange: (stars: number | null) => void;
  size?: 'small' | 'medium' | 'large';
}
const SIZES = { small: 'size-6', medium: 'size-8', large: 'size-10' } as const;
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
      {PLACES.map((place) => (
        <Star key={place} part={Math.min(1, Math.max(0, (shown ?? 0) - place + 1))} className={SIZES[size]} />
      ))}
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
      {PLACES.map((place) => (
        <Star
          key={place}
          part={Math.min(1, Math.max(0, value - place + 1))}
          className={size === 'tiny' ? 'size-4' : 'size-5'}
        />
      ))}
    </span>
  );
}
function Star({ part, className }: { part: number; className: string }) {
  return (
    <span className={classes('relative block', className)} aria-hidden="true">
      <svg
        aria-hidden="true"
        viewBox="0 0 24 24"
        className="absolute inset-0 size-full text-line-strong"
        fill="currentColor"
      >
        <path d={STAR} />
      </svg>
      {part > 0 && (
        <svg
          aria-hidden="true"
          viewBox="0 0 24 24"
          className="absolute inset-0 size-full"
          fill="currentColor"
          style={{ clipPath: `inset(0 ${(1 - part) * 100}% 0 0)` }}
        >
          <path d={STAR} />
        </svg>
      )}
    </span>
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
