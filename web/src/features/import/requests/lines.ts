import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';
import { importQuery } from './imports';

export type Line = Schemas['Line'];
export type LineState = Line['state'];

const SIZE = 50;

export function linesQuery(id: number, state: LineState) {
  return infiniteQueryOptions({
    queryKey: ['import', id, 'lines', state],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/imports/{import_id}/lines', {
          params: {
            path: { import_id: id },
            query: { state, limit: SIZE, ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    // A line that was put right stays where it is until one looks again.
    staleTime: 0,
    gcTime: 0,
  });
}

/** Says which title a line means; null leaves the line out. */
export function useFix(id: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ line, title }: { line: number; title: number | null }) =>
      answer(
        api.PUT('/api/v1/imports/{import_id}/lines/{line}', {
          params: { path: { import_id: id, line } },
          body: { title_id: title },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: importQuery(id).queryKey, exact: true }),
  });
}

export function searchQuery(text: string) {
  return queryOptions({
    queryKey: ['search titles', text],
    queryFn: () =>
      answer(api.GET('/api/v1/titles/search', { params: { query: { q: text.trim(), limit: 8 } } })),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
