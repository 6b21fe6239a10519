import type { Schemas } from '@/lib/api/client';

type Credit = Schemas['MadeTitle'];
export const JOBS = ['director', 'writer', 'cast'] as const;
export type Job = (typeof JOBS)[number];

export interface Made {
  title: Credit;
  /** Whom they played; of some parts in one title, all. */
  characters: string[];
}

/** What somebody did, by job; each title once, the newest first, those of no known year last. */
export function byJob(credits: readonly Credit[]): { job: Job; made: Made[] }[] {
  return JOBS.map((job) => {
    const made = new Map<number, Made>();
    for (const one of credits.filter((credit) => credit.job === job)) {
      const held = made.get(one.id) ?? { title: one, characters: [] };
      if (one.character) held.characters.push(one.character);
      made.set(one.id, held);
    }
    const newest = [...made.values()].sort((one, other) => (other.title.year ?? 0) - (one.title.year ?? 0));
    return { job, made: newest };
  }).filter(({ made }) => made.length > 0);
}

/** From their first title to their last, as far as years are known. */
export function years(credits: readonly Credit[]): [number, number] | null {
  const known = credits.flatMap((one) => (one.year === null ? [] : [one.year]));
  return known.length ? [Math.min(...known), Math.max(...known)] : null;
}
