import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';

export function shownQuery(days: number) {
  return queryOptions({
    queryKey: ['admin', 'shown', days],
    queryFn: () => answer(api.GET('/api/v1/admin/exposures/days', { params: { query: { days } } })),
  });
}
