import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';

const MANY = 24;
export const SHORT_MINUTES = 95;

export const suggestionsQuery = queryOptions({
  queryKey: ['mine', 'suggestions'],
  queryFn: () => answer(api.GET('/api/v1/recommendations', { params: { query: { k: MANY } } })),
});

export const shortQuery = queryOptions({
  queryKey: ['mine', 'suggestions', 'short'],
  queryFn: () =>
    answer(
      api.GET('/api/v1/recommendations', {
        params: { query: { k: MANY, longest: SHORT_MINUTES, kind: 'movie' } },
      }),
    ),
});
