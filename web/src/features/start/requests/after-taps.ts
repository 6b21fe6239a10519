import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';
import type { Tap } from '../taps';

const PAGE = 24;
const SUGGESTED = 10;
const MOST_TAPS = 200;

/** What follows from the answers so far: the next page, how much is known, and suggestions. */
export function afterTapsQuery(taps: readonly Tap[]) {
  const answers = taps.slice(-MOST_TAPS).map(({ id, answer: said }) => ({ title_id: id, answer: said }));
  return queryOptions({
    queryKey: ['start', 'after', answers],
    queryFn: () =>
      answer(api.POST('/api/v1/onboarding/answers', { body: { answers, count: PAGE, k: SUGGESTED } })),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
