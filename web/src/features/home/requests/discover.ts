import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';

const MANY = 20;
const STALE = 10 * 60_000;

export const trendingQuery = queryOptions({
  queryKey: ['trending'],
  queryFn: () => answer(api.GET('/api/v1/discover/trending', { params: { query: { k: MANY } } })),
  staleTime: STALE,
});

export const gemsQuery = queryOptions({
  queryKey: ['gems'],
  queryFn: () => answer(api.GET('/api/v1/discover/hidden-gems', { params: { query: { k: MANY } } })),
  staleTime: STALE,
});
