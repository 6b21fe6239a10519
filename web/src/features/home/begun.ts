import type { Schemas } from '@/lib/api/client';

type Card = Schemas['Card'];
type Watch = Pick<Schemas['WatchOfTitle'], 'title' | 'episode_id' | 'progress'>;
type Season = Pick<Schemas['OneSeason'], 'name' | 'episodes'>;

/** From so many per cent on the service counts it as watched. */
export const WATCHED = 90;

/** A title whose last watch leaves something to see. */
export interface Begun {
  title: Card;
  /** Per cent of the last watch, where it was not to the end. */
  progress: number | null;
  /** The last episode that was watched, of a show of which one was. */
  episode: number | null;
  /** All episodes that were watched to the end. */
  seen: ReadonlySet<number>;
}

/** What somebody can go on with, from their watches, the last first. A show watched as a whole leaves nothing. */
export function begun(watches: readonly Watch[]): Begun[] {
  const last = new Map<number, Watch>();
  const seen = new Map<number, Set<number>>();
  for (const one of watches) {
    const { id } = one.title;
    if (!last.has(id)) last.set(id, one);
    if (one.episode_id !== null && one.progress >= WATCHED) {
      seen.set(id, (seen.get(id) ?? new Set()).add(one.episode_id));
    }
  }
  return [...last.values()]
    .filter((one) => one.episode_id !== null || one.progress < WATCHED)
    .map((one) => ({
      title: one.title,
      progress: one.progress < WATCHED ? one.progress : null,
      episode: one.episode_id,
      seen: seen.get(one.title.id) ?? new Set(),
    }));
}

export interface NextEpisode {
  id: number;
  season: string;
  number: number;
  name: string;
}

/** The episode to go on with: the one that was left in the middle, else the next that is out and was not seen. */
export function nextOf(of: Begun, seasons: readonly Season[]): NextEpisode | null {
  const episodes = seasons.flatMap((season) =>
    season.episodes.map((one) => ({ ...one, season: season.name })),
  );
  const at = episodes.findIndex((one) => one.id === of.episode);
  if (at < 0) return null;
  const rest = episodes.slice(of.progress === null ? at + 1 : at);
  const next = rest.find((one) => one.aired && !of.seen.has(one.id));
  return next ? { id: next.id, season: next.season, number: next.number, name: next.name } : null;
}
