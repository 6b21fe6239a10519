import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';

export type Rated = Schemas['RatedTitle'];
export type Watch = Schemas['WatchOfTitle'];
export type Expectation = Schemas['LookedBackAt'];

const SIZE = 100;
/** Pages that are looked at: ten thousand lines, the newest. */
const MOST = 100;

async function everything<T>(
  page: (cursor: string | null) => Promise<{ items: T[]; next: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  for (let asked = 0; asked < MOST; asked += 1) {
    const found: { items: T[]; next: string | null } = await page(cursor);
    all.push(...found.items);
    cursor = found.next;
    if (cursor === null) break;
  }
  return all;
}

const asked = (cursor: string | null) => ({
  params: { query: { limit: SIZE, ...(cursor !== null && { cursor }) } },
});

export const ratingsQuery = queryOptions({
  queryKey: ['mine', 'all ratings'],
  queryFn: () => everything((cursor) => answer(api.GET('/api/v1/me/ratings', asked(cursor)))),
  staleTime: 60_000,
});

export const watchesQuery = queryOptions({
  queryKey: ['mine', 'all watches'],
  queryFn: () => everything((cursor) => answer(api.GET('/api/v1/me/watches', asked(cursor)))),
  staleTime: 60_000,
});

export const expectedQuery = queryOptions({
  queryKey: ['mine', 'expected ratings'],
  queryFn: async () => (await answer(api.GET('/api/v1/me/ratings/expected'))).items,
  staleTime: 60_000,
});
