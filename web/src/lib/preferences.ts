import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from './api/client';

export type Preferences = Schemas['PreferencesSet'];

export const preferencesQuery = queryOptions({
  queryKey: ['preferences'],
  queryFn: () => answer(api.GET('/api/v1/me/preferences')),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Shows what was set at once; what is left out stays as it was. */
export function useSetPreferences() {
  const queries = useQueryClient();
  const { queryKey } = preferencesQuery;
  return useMutation({
    mutationFn: (set: Partial<Schemas['SetPreferences']>) =>
      // Every field may be left out, which the description of the API says by defaults.
      answer(api.PUT('/api/v1/me/preferences', { body: set as Schemas['SetPreferences'] })),
    onMutate(set) {
      const was = queries.getQueryData(queryKey);
      if (was) queries.setQueryData(queryKey, { ...was, ...set } as Preferences);
      return { was };
    },
    onError(_error, _set, context) {
      if (context?.was) queries.setQueryData(queryKey, context.was);
    },
    onSuccess(now, set) {
      queries.setQueryData(queryKey, now);
      if ('region' in set || 'services' in set) void queries.invalidateQueries({ queryKey: ['mine'] });
    },
  });
}
