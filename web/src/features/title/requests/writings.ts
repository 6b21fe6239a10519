import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';
import { Problem } from '@/lib/api/problem';

const of = (id: number) => ({ params: { path: { title_id: id } } });

/** null: there is none. */
export function noteQuery(id: number) {
  return queryOptions({
    queryKey: ['mine', 'note', id],
    queryFn: async () => {
      try {
        return await answer(api.GET('/api/v1/titles/{title_id}/note', of(id)));
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return null;
        throw error;
      }
    },
  });
}

/** Mine first comes from the same list as those of others. */
export function reviewsQuery(id: number) {
  return queryOptions({
    queryKey: ['mine', 'reviews of title', id],
    queryFn: () =>
      answer(
        api.GET('/api/v1/titles/{title_id}/reviews', {
          params: { path: { title_id: id }, query: { limit: 50 } },
        }),
      ),
  });
}

/** An empty text deletes the note. */
export function useSetNote(id: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (text: string): Promise<void> => {
      if (text) await answer(api.PUT('/api/v1/titles/{title_id}/note', { ...of(id), body: { text } }));
      else await answer(api.DELETE('/api/v1/titles/{title_id}/note', of(id)));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: noteQuery(id).queryKey }),
  });
}
