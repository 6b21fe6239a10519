import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type Span, sameSpan, spanOf, stepTo } from './span';

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
/** Of those so many a frame, on either side. */
const STEP = 2;
/** Before it is known where the window is. */
const START: Span = { first: 0, end: 10 };

/** A list of any length, of which only the rows near the window are in the page. It moves with the page itself. */
export function LongList<T>(props: LongListProps<T>) {
  const { items, onEnd } = props;
  const list = useRef<HTMLUListElement>(null);
  const [height, setHeight] = useState(() => rowHeight(props.height));
  const [span, setSpan] = useState(START);
  const there = useRef(START);
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
      const at = { top, window: innerHeight, height, count };
      const wanted = spanOf({ ...at, beyond: BEYOND });
      const now = there.current;
      const next = stepTo(wanted, { now, sight: spanOf({ ...at, beyond: 0 }), step: STEP });
      if (!sameSpan(now, next)) {
        there.current = next;
        setSpan(next);
      }
      if (!sameSpan(next, wanted)) soon();
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
          className="absolute inset-x-0 border-b border-line"
          style={{ height, top: (span.first + place) * height }}
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
