import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';
import { type Tuning, wishOf } from '../tuning';

export interface Slate {
  items: Schemas['Recommended'][];
  model: string | null;
  source: Schemas['Recommendations']['source'];
  slate_id: string;
  /** From asking to having it, for whoever waits. */
  milliseconds: number;
}

/** How many there are at first. */
export const FIRST = 30;

/** What was there before stays until the next is there, so that nothing jumps. */
export function slateQuery(tuning: Tuning, k = FIRST) {
  return queryOptions({
    queryKey: ['mine', 'explore', tuning, k],
    queryFn: async ({ signal }): Promise<Slate> => {
      const begun = performance.now();
      const query = { k, ...wishOf(tuning) };
      const { items, model, source, slate_id } = await answer(
        api.GET('/api/v1/recommendations', { params: { query }, signal }),
      );
      return { items, model, source, slate_id, milliseconds: performance.now() - begun };
    },
    placeholderData: keepPreviousData,
  });
}
