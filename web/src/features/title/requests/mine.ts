import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';

export type Why = Schemas['Why'];
export type Evidence = Schemas['Evidence'];

const of = (id: number) => ({ params: { path: { title_id: id } } });

/** What follows from my ratings begins with 'mine', and is asked for anew when one of them changes. */
export function predictedQuery(id: number) {
  return queryOptions({
    queryKey: ['mine', 'predicted', id],
    queryFn: () => answer(api.GET('/api/v1/titles/{title_id}/predicted', of(id))),
  });
}

export function whyQuery(id: number) {
  return queryOptions({
    queryKey: ['mine', 'why', id],
    queryFn: () => answer(api.GET('/api/v1/recommendations/{title_id}/why', of(id))),
  });
}

/** My rating and how it came to be, and what everybody thinks together. */
export function ratingsQuery(id: number) {
  return queryOptions({
    queryKey: ['mine', 'ratings of title', id],
    queryFn: () => answer(api.GET('/api/v1/titles/{title_id}/ratings', of(id))),
  });
}
