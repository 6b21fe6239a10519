import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';
import { useFailed } from '@/lib/failed';

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: () => answer(api.GET('/api/v1/me/tokens')),
});

export function useMakeToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: Schemas['NewToken']) => answer(api.POST('/api/v1/me/tokens', { body: wanted })),
    onSuccess: () => queries.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
}

export function useEndToken() {
  const queries = useQueryClient();
  const failed = useFailed();
  return useMutation({
    mutationFn: (id: number) =>
      answer(api.DELETE('/api/v1/me/tokens/{token_id}', { params: { path: { token_id: id } } })),
    onError: failed,
    onSettled: () => queries.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
}
