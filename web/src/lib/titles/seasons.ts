import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../api/client';

export function seasonsQuery(id: number) {
  return queryOptions({
    queryKey: ['seasons', id],
    queryFn: () =>
      answer(api.GET('/api/v1/titles/{title_id}/seasons', { params: { path: { title_id: id } } })),
    staleTime: 5 * 60_000,
  });
}
