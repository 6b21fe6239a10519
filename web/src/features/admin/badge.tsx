import type { ReactNode } from 'react';
import { classes } from '@/components/class-names';

export type Tone = 'plain' | 'good' | 'bad' | 'strong';

const TONES: Record<Tone, string> = {
  plain: 'border-line-strong text-quiet',
  good: 'border-good text-good',
  bad: 'border-bad text-bad',
  strong: 'border-text bg-text text-ground',
};

/** A word or two on how something stands. */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={classes(
        'inline-flex items-center rounded-full border px-2.5 py-0.5 text-xs font-medium whitespace-nowrap',
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
