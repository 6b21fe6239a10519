import type { Entry } from './requests/lists';

export const ORDERS = ['newest', 'oldest', 'best', 'worst', 'name', 'year'] as const;
export type Order = (typeof ORDERS)[number];
export const KINDS = ['all', 'movie', 'show'] as const;
export type Kind = (typeof KINDS)[number];

export interface Narrowing {
  text: string;
  kind: Kind;
  /** '' for any. */
  genre: string;
  order: Order;
}

export const WHOLE: Narrowing = { text: '', kind: 'all', genre: '', order: 'newest' };

/** Whether a list must be there from its first line to its last before it can be shown so. */
export function needsAll(narrowing: Narrowing): boolean {
  return (
    narrowing.text.trim() !== '' ||
    narrowing.kind !== 'all' ||
    narrowing.genre !== '' ||
    narrowing.order !== 'newest'
  );
}

const MARKS = /\p{M}/gu;
const plain = (text: string) => text.normalize('NFD').replace(MARKS, '').toLowerCase();

/** The lines that fit, in the order that was asked for; equal ones as the list has them: the newest first. */
export function narrowed(entries: readonly Entry[], by: Narrowing, language: string): readonly Entry[] {
  if (!needsAll(by)) return entries;
  const text = plain(by.text.trim());
  const found = entries.filter(
    ({ title }) =>
      (by.kind === 'all' || title.kind === by.kind) &&
      (by.genre === '' || title.genres.includes(by.genre)) &&
      (text === '' || plain(title.name).includes(text)),
  );
  const order = ORDER_OF[by.order];
  const names = new Intl.Collator(language);
  return order ? found.sort((one, other) => order(one, other, names)) : found;
}

type Compare = (one: Entry, other: Entry, names: Intl.Collator) => number;

const stars = (one: Entry) => one.stars ?? 0;
const ORDER_OF: Record<Order, Compare | null> = {
  newest: null,
  // What has no day stands last, whichever way the days run.
  oldest: (one, other) =>
    Number(one.at === null) - Number(other.at === null) || (one.at ?? '').localeCompare(other.at ?? ''),
  best: (one, other) => stars(other) - stars(one),
  worst: (one, other) => stars(one) - stars(other),
  name: (one, other, names) => names.compare(one.title.name, other.title.name),
  year: (one, other) => (other.title.year ?? 0) - (one.title.year ?? 0),
};

/** The genres that there are, by name. */
export function genresIn(entries: readonly Entry[]): string[] {
  return [...new Set(entries.flatMap((one) => one.title.genres))].sort();
}
