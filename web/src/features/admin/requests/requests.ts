import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';

export type Outcome = 'ok' | 'refused' | 'failed';

/** day: in UTC, as in 2026-03-01. */
export function hoursQuery(day: string) {
  return queryOptions({
    queryKey: ['admin', 'hours', day],
    queryFn: () => answer(api.GET('/api/v1/admin/requests/hours', { params: { query: { day } } })),
  });
}

export function linesQuery(status: Outcome | null, slowerThan: number) {
  return infiniteQueryOptions({
    queryKey: ['admin', 'requests', status, slowerThan],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/admin/requests', {
          params: {
            query: {
              limit: 25,
              ...(status && { status }),
              ...(slowerThan && { slower_than: slowerThan }),
              ...(pageParam && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
}
