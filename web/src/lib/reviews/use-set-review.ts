import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../api/client';

/** null deletes the review. */
export function useSetReview(id: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (review: Schemas['NewWriting'] | null): Promise<Schemas['OneReview'] | null> => {
      const path = { params: { path: { title_id: id } } };
      if (review) return answer(api.PUT('/api/v1/titles/{title_id}/review', { ...path, body: review }));
      await answer(api.DELETE('/api/v1/titles/{title_id}/review', path));
      return null;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['mine'] }),
  });
}
