import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';

export type TitleFacts = Schemas['Title'];

export function titleQuery(id: number) {
  return queryOptions({
    queryKey: ['title', id],
    queryFn: () => answer(api.GET('/api/v1/titles/{title_id}', { params: { path: { title_id: id } } })),
    staleTime: 5 * 60_000,
  });
}

export function similarQuery(id: number) {
  return queryOptions({
    queryKey: ['similar', id],
    queryFn: () =>
      answer(
        api.GET('/api/v1/titles/{title_id}/similar', {
          params: { path: { title_id: id }, query: { k: 18 } },
        }),
      ),
    staleTime: 5 * 60_000,
  });
}

/** Everywhere: which region is mine the page looks up itself, and where none is set it says where there are any. */
export function offersQuery(id: number) {
  return queryOptions({
    queryKey: ['offers', id],
    queryFn: () =>
      answer(api.GET('/api/v1/titles/{title_id}/offers', { params: { path: { title_id: id } } })),
    staleTime: 5 * 60_000,
  });
}
