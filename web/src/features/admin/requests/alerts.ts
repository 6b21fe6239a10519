import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';
import { useFailed } from '@/lib/failed';

export const alertsQuery = infiniteQueryOptions({
  queryKey: ['admin', 'alerts', 'all'],
  queryFn: ({ pageParam }) =>
    answer(
      api.GET('/api/v1/admin/alerts', {
        params: { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } },
      }),
    ),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
  staleTime: 0,
  refetchInterval: 60_000,
});

/** Says that somebody sees to it. */
export function useAcknowledge() {
  const queries = useQueryClient();
  const failed = useFailed();
  return useMutation({
    mutationFn: (alert: number) =>
      answer(
        api.POST('/api/v1/admin/alerts/{alert_id}/acknowledge', { params: { path: { alert_id: alert } } }),
      ),
    onError: failed,
    onSettled: () => queries.invalidateQueries({ queryKey: ['admin', 'alerts'] }),
  });
}
