import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';
import { myRatingQuery } from '@/lib/ratings/my-rating';

const LATELY = 50;
const MANY = 12;

/** What was seen lately and has no stars yet, the last first: watches, and titles marked as seen. */
export const unratedQuery = queryOptions({
  queryKey: ['mine', 'unrated'],
  queryFn: async ({ client: queries }): Promise<Schemas['Card'][]> => {
    const query = { limit: LATELY };
    const [watches, seen, rated] = await Promise.all([
      answer(api.GET('/api/v1/me/watches', { params: { query } })),
      answer(api.GET('/api/v1/me/marks/{mark}', { params: { path: { mark: 'seen-elsewhere' }, query } })),
      answer(api.GET('/api/v1/me/ratings', { params: { query: { limit: 100 } } })),
    ]);
    const known = new Set(rated.items.map((one) => one.title.id));
    const lately = [
      ...watches.items.map((one) => ({ at: one.watched_at ?? '', title: one.title })),
      ...seen.items.map((one) => ({ at: one.at, title: one.title })),
    ].sort((one, other) => other.at.localeCompare(one.at));
    const cards = new Map(lately.map((one) => [one.title.id, one.title]));
    const found = [...cards.values()].filter((one) => !known.has(one.id)).slice(0, MANY);
    if (!rated.next) return found;
    const stars = await Promise.all(found.map((one) => queries.ensureQueryData(myRatingQuery(one.id))));
    return found.filter((_, place) => stars[place] === null);
  },
});
