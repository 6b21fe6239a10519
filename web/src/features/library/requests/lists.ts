import { infiniteQueryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';
import type { Mark } from '@/lib/marks/use-mark';

type Card = Schemas['Card'];

/** One line of any list of mine, so that all of them are filtered and sorted alike. */
export interface Entry {
  key: string;
  title: Card;
  /** When it was rated, watched, marked or written; null where nobody knows. */
  at: string | null;
  stars?: number;
  ignored?: boolean;
  watch?: Schemas['WatchOfTitle'];
  review?: Schemas['OneReview'];
}

export interface PageOfEntries {
  entries: Entry[];
  next: string | null;
}

const SIZE = 100;
const asked = (cursor: string) => ({ limit: SIZE, ...(cursor && { cursor }) });

async function ratings(cursor: string): Promise<PageOfEntries> {
  const found = await answer(api.GET('/api/v1/me/ratings', { params: { query: asked(cursor) } }));
  const entries = found.items.map((one) => ({
    key: `r${one.title.id}`,
    title: one.title,
    at: one.rated_at,
    stars: one.stars,
    ignored: one.ignored,
  }));
  return { entries, next: found.next };
}

async function watches(cursor: string): Promise<PageOfEntries> {
  const found = await answer(api.GET('/api/v1/me/watches', { params: { query: asked(cursor) } }));
  const entries = found.items.map((watch) => ({
    key: `w${watch.id}`,
    title: watch.title,
    at: watch.watched_at,
    watch,
  }));
  return { entries, next: found.next };
}

async function reviews(cursor: string): Promise<PageOfEntries> {
  const found = await answer(api.GET('/api/v1/me/reviews', { params: { query: asked(cursor) } }));
  const entries = found.items.map(({ title, ...review }) => ({
    key: `v${title.id}`,
    title,
    at: review.changed_at,
    review,
  }));
  return { entries, next: found.next };
}

function marked(mark: Mark) {
  return async (cursor: string): Promise<PageOfEntries> => {
    const found = await answer(
      api.GET('/api/v1/me/marks/{mark}', { params: { path: { mark }, query: asked(cursor) } }),
    );
    const entries = found.items.map((one) => ({ key: `m${one.title_id}`, title: one.title, at: one.at }));
    return { entries, next: found.next };
  };
}

export const LISTS = ['ratings', 'history', 'watchlist', 'favourites', 'reviews', 'not-for-me'] as const;
export type ListName = (typeof LISTS)[number];

const FETCH: Record<ListName, (cursor: string) => Promise<PageOfEntries>> = {
  ratings,
  history: watches,
  watchlist: marked('watchlist'),
  favourites: marked('favourites'),
  reviews,
  'not-for-me': marked('not-for-me'),
};

/** Which list an address means. */
export function listNamed(said: unknown): ListName {
  return LISTS.find((one) => one === said) ?? 'ratings';
}

/** The beginning of a list that was asked for before its screen was there, to be shown once. */
let coming: { list: ListName; page: Promise<PageOfEntries> } | null = null;

export function askAhead(list: ListName): void {
  const page = FETCH[list]('');
  // Where it fails, so does the query that it is for, which says so and tries again.
  page.catch(() => null);
  coming = { list, page };
}

function pageOf(list: ListName, cursor: string): Promise<PageOfEntries> {
  const held = coming;
  coming = null;
  return held?.list === list && !cursor ? held.page : FETCH[list](cursor);
}

/**
 * Asked for anew by each visit, and not after each change: what this page changes it shows by itself, and a long list
 * would have to be fetched from its beginning.
 */
export function listQuery(list: ListName) {
  return infiniteQueryOptions({
    queryKey: ['library', list],
    queryFn: ({ pageParam }) => pageOf(list, pageParam),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
