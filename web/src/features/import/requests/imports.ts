import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, csrfToken, type Schemas } from '@/lib/api/client';
import { newKey } from '@/lib/api/keys';
import { problemOf, unreachable } from '@/lib/api/problem';

export type Import = Schemas['ImportWithLines'];
export type Conflicts = Schemas['HowToApply']['conflicts'];

const of = (id: number) => ({ params: { path: { import_id: id } } });

export const importsQuery = queryOptions({
  queryKey: ['mine', 'imports'],
  queryFn: () => answer(api.GET('/api/v1/me/imports')),
});

export function importQuery(id: number) {
  return queryOptions({
    queryKey: ['import', id],
    queryFn: () => answer(api.GET('/api/v1/imports/{import_id}', of(id))),
  });
}

/** What ratings may be out of. */
export const SCALES = ['5', '10', '100'] as const;
export type Scale = (typeof SCALES)[number];

interface Sent {
  file: File;
  /** What its ratings are out of, where the service is not to find it out. */
  scale?: Scale;
}

const GZIP = [0x1f, 0x8b];

/** A table is sent as it is, or packed by gzip, which its first two bytes say better than its name. */
async function sent({ file, scale }: Sent): Promise<Import> {
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const packed = start[0] === GZIP[0] && start[1] === GZIP[1];
  let response: Response;
  try {
    response = await fetch(`/api/v1/imports${scale ? `?scale=${scale}` : ''}`, {
      method: 'POST',
      body: file,
      headers: {
        'Content-Type': packed ? 'application/gzip' : 'text/csv',
        'Idempotency-Key': newKey(),
        'X-CSRF-Token': csrfToken() ?? '',
      },
    });
  } catch {
    throw unreachable();
  }
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as Import;
}

export function useSendFile() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: sent,
    onSuccess: (made) => {
      queries.setQueryData(importQuery(made.id).queryKey, made);
      void queries.invalidateQueries({ queryKey: importsQuery.queryKey });
    },
  });
}

/** After it, nothing that is known of my titles may still hold. */
function useChanged() {
  const queries = useQueryClient();
  return (id: number) => {
    queries.removeQueries({ queryKey: ['rating'] });
    void queries.invalidateQueries({ queryKey: ['mine'] });
    return queries.invalidateQueries({ queryKey: importQuery(id).queryKey });
  };
}

export function useApply(id: number) {
  const changed = useChanged();
  return useMutation({
    mutationFn: (conflicts: Conflicts) =>
      answer(api.POST('/api/v1/imports/{import_id}/apply', { ...of(id), body: { conflicts } })),
    onSuccess: () => changed(id),
  });
}

export function useTakeBack(id: number) {
  const changed = useChanged();
  return useMutation({
    mutationFn: () => answer(api.POST('/api/v1/imports/{import_id}/undo', of(id))),
    onSuccess: () => changed(id),
  });
}

export function useThrowAway(id: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.DELETE('/api/v1/imports/{import_id}', of(id))),
    onSuccess: () => queries.invalidateQueries({ queryKey: importsQuery.queryKey }),
  });
}
