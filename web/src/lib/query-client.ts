import { QueryClient } from '@tanstack/react-query';
import { Problem } from './api/problem';

const MOST_TRIES = 2;

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        // What the service refuses it refuses again; what passes is tried once more.
        retry: (tries, error) => tries < MOST_TRIES && error instanceof Problem && error.passes,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
