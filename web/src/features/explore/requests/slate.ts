import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';
import { type Tuning, wishOf } from '../tuning';

export interface Slate {
  items: Schemas['Recommended'][];
  model: string | null;
  source: Schemas['Recommendations']['source'];
  /** null where another recommender than that of the house was asked: such a slate is looked at, not kept. */
  slate_id: string | null;
  /** From asking to having it, for whoever waits. */
  milliseconds: number;
}

/** What was there before stays until the next is there, so that nothing jumps. */
export function slateQuery(tuning: Tuning, k: number) {
  return queryOptions({
    queryKey: ['mine', 'explore', tuning, k],
    queryFn: async ({ signal }): Promise<Slate> => {
      const begun = performance.now();
      const slate = await (tuning.model
        ? ofModel(tuning.model, tuning, k, signal)
        : ofHouse(tuning, k, signal));
      return { ...slate, milliseconds: performance.now() - begun };
    },
    placeholderData: keepPreviousData,
  });
}

type Made = Omit<Slate, 'milliseconds'>;

async function ofHouse(tuning: Tuning, k: number, signal: AbortSignal): Promise<Made> {
  const query = { k, ...wishOf(tuning) };
  const { items, model, source, slate_id } = await answer(
    api.GET('/api/v1/recommendations', { params: { query }, signal }),
  );
  return { items, model, source, slate_id };
}

/** One recommender alone is asked for by comparing it with itself: the service compares two at least. */
async function ofModel(model: string, tuning: Tuning, k: number, signal: AbortSignal): Promise<Made> {
  const query = { k, ...wishOf(tuning), models: [model, model] };
  const made = await answer(api.GET('/api/v1/recommendations/compare', { params: { query }, signal }));
  const [first] = made.models;
  return { items: first?.items ?? [], model, source: first?.source ?? 'popular', slate_id: null };
}
