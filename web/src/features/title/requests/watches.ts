import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';

export type Watch = Schemas['WatchOfTitle'];
const PAGES = 20;

/** Every watch of a title, the last first. */
export function watchesQuery(id: number) {
  return queryOptions({
    queryKey: ['mine', 'watches of title', id],
    queryFn: async (): Promise<Watch[]> => {
      const watches: Watch[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < PAGES; page += 1) {
        const found: Schemas['Watches'] = await answer(
          api.GET('/api/v1/me/watches', {
            params: { query: { title: id, limit: 100, ...(cursor !== null && { cursor }) } },
          }),
        );
        watches.push(...found.items);
        cursor = found.next;
        if (cursor === null) break;
      }
      return watches;
    },
  });
}

export interface WatchToAdd {
  /** A day or a moment; now where nothing is said. */
  at?: string | null;
  episode?: number | null;
  progress?: number;
}

export function useAddWatch(id: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ at, episode, progress = 100 }: WatchToAdd) =>
      answer(
        api.POST('/api/v1/titles/{title_id}/watches', {
          params: { path: { title_id: id } },
          body: { watched_at: at ?? null, episode_id: episode ?? null, progress },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['mine'] }),
  });
}

export function useDeleteWatch() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (watch: number) =>
      answer(api.DELETE('/api/v1/watches/{watch_id}', { params: { path: { watch_id: watch } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['mine'] }),
  });
}
