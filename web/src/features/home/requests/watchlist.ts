import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';

export const watchlistQuery = queryOptions({
  queryKey: ['mine', 'watchlist'],
  queryFn: () =>
    answer(
      api.GET('/api/v1/me/marks/{mark}', { params: { path: { mark: 'watchlist' }, query: { limit: 20 } } }),
    ),
});
