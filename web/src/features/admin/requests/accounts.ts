import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';
import { useFailed } from '@/lib/failed';

export const accountsQuery = infiniteQueryOptions({
  queryKey: ['admin', 'accounts'],
  queryFn: ({ pageParam }) =>
    answer(
      api.GET('/api/v1/admin/accounts', {
        params: { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } },
      }),
    ),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
});

export type Change = Schemas['AccountChange'] & { id: string };

export function useChangeAccount() {
  const queries = useQueryClient();
  const failed = useFailed();
  return useMutation({
    mutationFn: ({ id, ...change }: Change) =>
      answer(
        api.PATCH('/api/v1/admin/accounts/{account_id}', {
          params: { path: { account_id: id } },
          body: change,
        }),
      ),
    onError: failed,
    onSettled: () => queries.invalidateQueries({ queryKey: accountsQuery.queryKey }),
  });
}

export function useInvite() {
  return useMutation({
    mutationFn: (days: number) => answer(api.POST('/api/v1/admin/invitations', { body: { days } })),
  });
}
