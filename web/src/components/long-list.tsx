import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type Span, sameSpan, spanOf } from './span';

interface LongListProps<T> {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string | number;
  children: (item: T) => ReactNode;
  /** Pixels of a row, on a phone and on a desk: all rows are alike, so that only those in sight need be there. */
  height: { phone: number; desk: number };
  /** How many there are in all, where more are known than are loaded. */
  count?: number;
  /** The end of what is loaded comes into sight. */
  onEnd?: () => void;
}

const DESK = '(min-width: 48rem)';
/** Rows beyond the window on either side, so that the Tab key finds the next one. */
const BEYOND = 8;

/** A list of any length, of which only the rows near the window are in the page. It moves with the page itself. */
export function LongList<T>(props: LongListProps<T>) {
  const { items, onEnd } = props;
  const list = useRef<HTMLUListElement>(null);
  const [height, setHeight] = useState(() => rowHeight(props.height));
  const [span, setSpan] = useState<Span>({ first: 0, end: 30 });
  const count = items.length;
  const { phone, desk } = props.height;
  useEffect(() => {
    const media = matchMedia(DESK);
    const look = () => setHeight(rowHeight({ phone, desk }));
    look();
    media.addEventListener('change', look);
    return () => media.removeEventListener('change', look);
  }, [phone, desk]);
  useEffect(() => {
    let asked = 0;
    const look = () => {
      asked = 0;
      const top = list.current?.getBoundingClientRect().top ?? 0;
      const next = spanOf({ top, window: innerHeight, height, count, beyond: BEYOND });
      setSpan((now) => (sameSpan(now, next) ? now : next));
    };
    const soon = () => {
      asked ||= requestAnimationFrame(look);
    };
    look();
    addEventListener('scroll', soon, { passive: true });
    addEventListener('resize', soon);
    return () => {
      cancelAnimationFrame(asked);
      removeEventListener('scroll', soon);
      removeEventListener('resize', soon);
    };
  }, [count, height]);
  const atEnd = span.end >= count;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever more has come and its end is in sight too
  useEffect(() => {
    if (atEnd) onEnd?.();
  }, [atEnd, count, onEnd]);
  return (
    <ul ref={list} aria-label={props.label} className="relative" style={{ height: count * height }}>
      {items.slice(span.first, span.end).map((item, place) => (
        <li
          key={props.keyOf(item)}
          aria-posinset={span.first + place + 1}
          aria-setsize={props.count ?? (onEnd ? -1 : count)}
          className="absolute inset-x-0 top-0 border-b border-line"
          style={{ height, transform: `translateY(${(span.first + place) * height}px)` }}
        >
          {props.children(item)}
        </li>
      ))}
    </ul>
  );
}

function rowHeight(height: { phone: number; desk: number }): number {
  return matchMedia(DESK).matches ? height.desk : height.phone;
}
