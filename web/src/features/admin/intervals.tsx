import { classes } from '@/components/class-names';
import { marksOf, scaleOf } from './scale';

export interface Interval {
  name: string;
  value: number;
  /** The ends; where they are left out, the figure alone is drawn. */
  low?: number | null;
  high?: number | null;
  tone?: 'plain' | 'good' | 'bad';
  /** A bar that must not be crossed. */
  bar?: number | undefined;
}

interface IntervalsProps {
  rows: readonly Interval[];
  /** A figure as it stands beneath the line. */
  says: (value: number) => string;
  /** What the picture shows, in words. */
  caption: string;
}

const TONES = { plain: 'bg-quiet', good: 'bg-good', bad: 'bg-bad' };

/** Differences with their intervals about 0. The figures themselves stand in text or in a table beside it. */
export function Intervals({ rows, says, caption }: IntervalsProps) {
  const scale = scaleOf(rows.flatMap((one) => [one.value, one.low ?? 0, one.high ?? 0, one.bar ?? 0]));
  const marks = marksOf(scale);
  return (
    <figure>
      <div aria-hidden="true" className="grid gap-2">
        {rows.map((one) => (
          <div key={one.name} className="grid items-center gap-x-4 sm:grid-cols-[10rem_1fr]">
            <span className="truncate text-sm">{one.name}</span>
            <Line row={one} at={scale.at} />
          </div>
        ))}
        <div className="grid gap-x-4 sm:grid-cols-[10rem_1fr]">
          <span />
          <div className="relative h-5 text-xs text-quiet tabular-nums">
            {marks.map((one) => (
              <span
                key={one}
                className="absolute -translate-x-1/2 whitespace-nowrap"
                style={{ left: `${scale.at(one)}%` }}
              >
                {says(one)}
              </span>
            ))}
          </div>
        </div>
      </div>
      <figcaption className="mt-2 max-w-prose text-sm text-quiet">{caption}</figcaption>
    </figure>
  );
}

function Line({ row, at }: { row: Interval; at: (value: number) => number }) {
  const tone = TONES[row.tone ?? 'plain'];
  const [low, high] = [row.low ?? null, row.high ?? null];
  return (
    <div className="relative h-8 rounded-sm bg-raised">
      <span className="absolute inset-y-0 w-px bg-line-strong" style={{ left: `${at(0)}%` }} />
      {row.bar !== undefined && (
        <span
          className="absolute inset-y-1 border-l-2 border-dashed border-bad"
          style={{ left: `${at(row.bar)}%` }}
        />
      )}
      {low !== null && high !== null && (
        <span
          className={classes('absolute top-1/2 h-1.5 -translate-y-1/2 rounded-full', tone)}
          style={{ left: `${at(low)}%`, width: `${Math.max(0.5, at(high) - at(low))}%` }}
        />
      )}
      <span
        className={classes(
          'absolute top-1/2 size-3.5 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-surface',
          tone,
        )}
        style={{ left: `${at(row.value)}%` }}
      />
    </div>
  );
}
