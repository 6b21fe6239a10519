import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';
import { useFailed } from '@/lib/failed';

export const PURPOSES = ['exposures', 'training', 'statistics', 'lists'] as const;
export type Purpose = (typeof PURPOSES)[number];

export const consentsQuery = queryOptions({
  queryKey: ['consents'],
  queryFn: () => answer(api.GET('/api/v1/me/consents')),
});

/** Shown at once; goes back where the service did not take it. */
export function useSetConsents() {
  const queries = useQueryClient();
  const failed = useFailed();
  const { queryKey } = consentsQuery;
  return useMutation({
    mutationFn: (said: Schemas['TellConsents']) => answer(api.PUT('/api/v1/me/consents', { body: said })),
    onMutate(said) {
      const was = queries.getQueryData(queryKey);
      if (was) queries.setQueryData(queryKey, { ...was, ...said } as typeof was);
      return { was };
    },
    onError(error, _said, context) {
      if (context?.was) queries.setQueryData(queryKey, context.was);
      failed(error);
    },
    onSuccess: (now) => queries.setQueryData(queryKey, now),
  });
}
