import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';

const HOUR = 60 * 60_000;

export const genresQuery = queryOptions({
  queryKey: ['genres'],
  queryFn: () => answer(api.GET('/api/v1/genres')),
  staleTime: HOUR,
});

export const languagesQuery = queryOptions({
  queryKey: ['languages'],
  queryFn: () => answer(api.GET('/api/v1/languages')),
  staleTime: HOUR,
});
