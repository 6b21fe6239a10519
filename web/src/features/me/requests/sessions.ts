import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';
import { useFailed } from '@/lib/failed';

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: () => answer(api.GET('/api/v1/me/sessions')),
});

export function useEndSession() {
  const queries = useQueryClient();
  const failed = useFailed();
  return useMutation({
    mutationFn: (id: number) =>
      answer(api.DELETE('/api/v1/me/sessions/{session_id}', { params: { path: { session_id: id } } })),
    onError: failed,
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
}
