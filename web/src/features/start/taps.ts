import type { Schemas } from '@/lib/api/client';

export type Answer = Schemas['TapAnswer']['answer'];
/** In the order of the keys 1 to 4. */
export const ANSWERS = ['loved', 'fine', 'not_for_me', 'not_seen'] as const satisfies readonly Answer[];

/** What is kept of an answer, as stars. What was not seen is no rating. */
export const STARS: Record<Answer, number | null> = { loved: 4.5, fine: 3, not_for_me: 1.5, not_seen: null };

export interface Tap {
  id: number;
  answer: Answer;
}

/** The last answer to a title counts, in the place of the first. */
export function tapped(taps: readonly Tap[], next: Tap): Tap[] {
  const there = taps.some((one) => one.id === next.id);
  return there ? taps.map((one) => (one.id === next.id ? next : one)) : [...taps, next];
}

/** The next title without an answer after a place, going round once; -1 where all have one. */
export function nextOpen(ids: readonly number[], taps: readonly Tap[], after: number): number {
  const known = new Set(taps.map((one) => one.id));
  for (let step = 1; step <= ids.length; step += 1) {
    const place = (after + step) % ids.length;
    const id = ids[place];
    if (id !== undefined && !known.has(id)) return place;
  }
  return -1;
}
