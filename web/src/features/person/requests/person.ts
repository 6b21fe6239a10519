import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';
import { Problem } from '@/lib/api/problem';

export function personQuery(id: string) {
  return queryOptions({
    queryKey: ['person', id],
    queryFn: () => {
      if (!/^\d{1,15}$/.test(id))
        throw new Problem({ code: 'not_found', status: 404, title: 'no such person' });
      return answer(api.GET('/api/v1/people/{person_id}', { params: { path: { person_id: Number(id) } } }));
    },
    staleTime: 10 * 60_000,
  });
}
