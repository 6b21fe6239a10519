import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';
import { useFailed } from '@/lib/failed';

export type Training = Schemas['TrainingSeen'];
const UNDER_WAY = new Set<Training['state']>(['asked', 'running', 'begun', 'judged']);
const SOON = 2_000;
const LATER = 30_000;

export function isUnderWay(training: Training): boolean {
  return UNDER_WAY.has(training.state);
}

/** Looks again soon as long as something is under way; and now and then, since the house trains by itself. */
export const trainingsQuery = infiniteQueryOptions({
  queryKey: ['admin', 'trainings'],
  queryFn: ({ pageParam }) =>
    answer(
      api.GET('/api/v1/admin/trainings', {
        params: { query: { limit: 20, ...(pageParam && { cursor: pageParam }) } },
      }),
    ),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
  staleTime: 0,
  refetchInterval: (query) => {
    const trainings = query.state.data?.pages.flatMap((page) => page.items) ?? [];
    return trainings.some(isUnderWay) ? SOON : LATER;
  },
});

function useSaid<T>(mutationFn: (asked: T) => Promise<unknown>) {
  const queries = useQueryClient();
  const failed = useFailed();
  return useMutation({
    mutationFn,
    onError: failed,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: trainingsQuery.queryKey }),
        queries.invalidateQueries({ queryKey: ['admin', 'models'] }),
        queries.invalidateQueries({ queryKey: ['ready'] }),
      ]),
  });
}

/** Has a model learn now, by the recipe of the version that answers. */
export function useTrain() {
  return useSaid((_: undefined) => answer(api.POST('/api/v1/admin/trainings', { body: {} })));
}

export function useApprove() {
  return useSaid((training: number) =>
    answer(
      api.POST('/api/v1/admin/trainings/{training_id}/approve', {
        params: { path: { training_id: training } },
      }),
    ),
  );
}

export function useDecline() {
  return useSaid(({ training, why }: { training: number; why: string }) =>
    answer(
      api.POST('/api/v1/admin/trainings/{training_id}/decline', {
        params: { path: { training_id: training } },
        body: { why },
      }),
    ),
  );
}
