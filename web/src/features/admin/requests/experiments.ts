import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';
import { useFailed } from '@/lib/failed';

export type Experiment = Schemas['ExperimentSeen'];
export type Results = Schemas['ResultsSeen'];
export type Plan = Schemas['PlanAsked'];
const EVERY = 10_000;

export const experimentsQuery = queryOptions({
  queryKey: ['admin', 'experiments'],
  queryFn: () => answer(api.GET('/api/v1/admin/experiments')),
  staleTime: 0,
  refetchInterval: (query) =>
    query.state.data?.items.some((one) => one.state === 'running') ? EVERY : false,
});

/** Looks again as long as it runs. */
export function resultsQuery(key: string, running: boolean) {
  return queryOptions({
    queryKey: ['admin', 'experiments', key, 'results', running],
    queryFn: () =>
      answer(
        api.GET('/api/v1/admin/experiments/{experiment}/results', { params: { path: { experiment: key } } }),
      ),
    staleTime: 0,
    refetchInterval: running ? EVERY : false,
  });
}

export const metricsQuery = queryOptions({
  queryKey: ['admin', 'experiment-metrics'],
  queryFn: () => answer(api.GET('/api/v1/admin/experiment-metrics')),
  staleTime: Number.POSITIVE_INFINITY,
});

export interface SizeAsked {
  metric: string;
  days: number;
  effect: number;
  stop: 'always' | 'fixed';
  share: number;
}

export function sizeQuery(asked: SizeAsked) {
  return queryOptions({
    queryKey: ['admin', 'experiment-size', asked],
    queryFn: () => answer(api.GET('/api/v1/admin/experiment-size', { params: { query: asked } })),
    retry: false,
  });
}

const named = (key: string) => ({ params: { path: { experiment: key } } });

export function useExperiment() {
  const queries = useQueryClient();
  const failed = useFailed();
  const after = {
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: experimentsQuery.queryKey }),
        queries.invalidateQueries({ queryKey: ['mine'] }),
      ]),
  };
  const start = useMutation({
    mutationFn: (key: string) => answer(api.POST('/api/v1/admin/experiments/{experiment}/start', named(key))),
    onError: failed,
    ...after,
  });
  const stop = useMutation({
    mutationFn: ({ key, why }: { key: string; why: string }) =>
      answer(api.POST('/api/v1/admin/experiments/{experiment}/stop', { ...named(key), body: { why } })),
    onError: failed,
    ...after,
  });
  const remove = useMutation({
    mutationFn: (key: string) => answer(api.DELETE('/api/v1/admin/experiments/{experiment}', named(key))),
    onError: failed,
    ...after,
  });
  // The form says itself what is wrong with a plan.
  const write = useMutation({
    mutationFn: ({ plan, anew }: { plan: Plan; anew: boolean }) =>
      anew
        ? answer(api.POST('/api/v1/admin/experiments', { body: plan }))
        : answer(api.PUT('/api/v1/admin/experiments/{experiment}', { ...named(plan.key), body: plan })),
    ...after,
  });
  return { start, stop, remove, write };
}
