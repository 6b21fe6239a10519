import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';
import { useFailed } from '@/lib/failed';
import { useMessages } from '@/lib/messages/provider';
import { toast } from '@/lib/toasts';
import { dutyName } from '../duty-name';

export type State = 'waiting' | 'running' | 'done' | 'failed';
const EVERY = 5_000;

/** Looks again by itself as long as something waits or runs, or nothing was ever there. */
export function jobsQuery(state: State | null) {
  return infiniteQueryOptions({
    queryKey: ['admin', 'jobs', state],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/admin/jobs', {
          params: { query: { limit: 50, ...(state && { state }), ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    refetchInterval: (query) => {
      const jobs = query.state.data?.pages.flatMap((page) => page.items) ?? [];
      // A house that has only just been opened puts down what it has to do some seconds later.
      const young = state === null && jobs.length === 0;
      return young || jobs.some((one) => one.state === 'waiting' || one.state === 'running') ? EVERY : false;
    },
  });
}

export function useRunJob() {
  const queries = useQueryClient();
  const failed = useFailed();
  const { t } = useMessages();
  return useMutation({
    mutationFn: (name: string) =>
      answer(api.POST('/api/v1/admin/jobs/{job_name}', { params: { path: { job_name: name } } })),
    onSuccess({ name }) {
      toast({ text: t('admin.jobs.asked', { name: dutyName(name, t) }) });
      void queries.invalidateQueries({ queryKey: ['admin', 'jobs'] });
    },
    onError: failed,
  });
}
