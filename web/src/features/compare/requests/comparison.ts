import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';

export const MANY = 20;

/** What two recommenders would show me. Without names: the one that recommends, and the one for newcomers. */
export function comparisonQuery(models: readonly [string, string] | null) {
  return queryOptions({
    queryKey: ['mine', 'comparison', models],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/v1/recommendations/compare', {
          params: { query: { k: MANY, ...(models && { models: [...models] }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
