import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../api/client';

const EVERY = 60_000;
const MOST = 50;

/** What is not as it should be in the house now; for those who look after it. */
export const openAlertsQuery = queryOptions({
  queryKey: ['admin', 'alerts', 'open'],
  queryFn: () => answer(api.GET('/api/v1/admin/alerts', { params: { query: { open: true, limit: MOST } } })),
  refetchInterval: EVERY,
});
