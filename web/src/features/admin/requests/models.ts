import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';
import { useFailed } from '@/lib/failed';

const EVERY = 15_000;

/** The versions, which of them answer, and how that came about. Others change it too: it is looked at again. */
export const modelsQuery = queryOptions({
  queryKey: ['admin', 'models'],
  queryFn: () => answer(api.GET('/api/v1/admin/models')),
  staleTime: 0,
  refetchInterval: EVERY,
});

export function versionQuery(version: string) {
  return queryOptions({
    queryKey: ['admin', 'models', version],
    queryFn: () => answer(api.GET('/api/v1/admin/models/{version}', { params: { path: { version } } })),
  });
}

export type Change =
  | { kind: 'promote'; version: string; why: string }
  | { kind: 'rollback'; why: string }
  | { kind: 'canary'; version: string | null; share?: number; why: string }
  | { kind: 'shadow'; version: string | null; why: string };

function send(change: Change): Promise<Schemas['RolesSeen']> {
  const { why } = change;
  switch (change.kind) {
    case 'promote':
      return answer(
        api.POST('/api/v1/admin/models/{version}/promote', {
          params: { path: { version: change.version } },
          body: { why },
        }),
      );
    case 'rollback':
      return answer(api.POST('/api/v1/admin/models/rollback', { body: { why } }));
    case 'canary':
      return answer(
        api.PUT('/api/v1/admin/models/canary', {
          body: { version: change.version, share: change.share ?? 0.1, why },
        }),
      );
    case 'shadow':
      return answer(api.PUT('/api/v1/admin/models/shadow', { body: { version: change.version, why } }));
  }
}

/** Changes which version has which part. */
export function useChangeModels() {
  const queries = useQueryClient();
  const failed = useFailed();
  return useMutation({
    mutationFn: send,
    onError: failed,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: modelsQuery.queryKey }),
        queries.invalidateQueries({ queryKey: ['ready'] }),
        queries.invalidateQueries({ queryKey: ['mine'] }),
      ]),
  });
}
