import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';

const LOVED = 4;
const LATELY = 50;
const MANY = 20;

export interface BecauseOf {
  seed: Schemas['Card'];
  items: Schemas['ListedTitle'][];
  by: Schemas['SimilarTitles']['by'];
}

/** Titles like one that was loved: the last with the most stars among those rated lately. null: none was. */
export const becauseQuery = queryOptions({
  queryKey: ['mine', 'because'],
  queryFn: async (): Promise<BecauseOf | null> => {
    const rated = await answer(api.GET('/api/v1/me/ratings', { params: { query: { limit: LATELY } } }));
    const loved = rated.items
      .filter((one) => one.stars >= LOVED)
      .sort((one, other) => other.stars - one.stars);
    const seed = loved[0]?.title;
    if (!seed) return null;
    const path = { title_id: seed.id };
    const similar = await answer(
      api.GET('/api/v1/titles/{title_id}/similar', { params: { path, query: { k: MANY } } }),
    );
    const known = new Set(rated.items.map((one) => one.title.id));
    return { seed, by: similar.by, items: similar.items.filter((one) => !known.has(one.id)) };
  },
});
