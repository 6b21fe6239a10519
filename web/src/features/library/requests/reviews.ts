import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Schemas } from '@/lib/api/client';
import { listQuery } from './lists';

/** Puts what was written anew into its line, which stays where it is until the list is asked for again. */
export function usePutReview(): (key: string, review: Schemas['OneReview']) => void {
  const queries = useQueryClient();
  return useCallback(
    (key: string, review: Schemas['OneReview']) => {
      queries.setQueryData(listQuery('reviews').queryKey, (now) => {
        if (!now) return now;
        const pages = now.pages.map((page) => ({
          ...page,
          entries: page.entries.map((one) =>
            one.key === key ? { ...one, review, at: review.changed_at } : one,
          ),
        }));
        return { ...now, pages };
      });
    },
    [queries],
  );
}
