import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../api/client';

/** How the house stands: its version, the release with its models, and what it holds. */
export const readyQuery = queryOptions({
  queryKey: ['ready'],
  queryFn: () => answer(api.GET('/api/v1/health/ready')),
  staleTime: 5 * 60_000,
});
