import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';

/** Each slate of so many days is read for it, so the service gives no more. */
const MOST = 90;

export function tailQuery(days: number) {
  const query = { days: Math.min(days, MOST) };
  return queryOptions({
    queryKey: ['admin', 'tail', query.days],
    queryFn: () => answer(api.GET('/api/v1/admin/exposures/tail', { params: { query } })),
  });
}
