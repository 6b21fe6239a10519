import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useAccount } from '../account';
import { newKey } from '../api/keys';
import { useMessages } from '../messages/provider';
import { sendOrKeep } from '../offline/queue';
import { useProblemWords } from '../problem-words';
import { toast } from '../toasts';
import { myRatingQuery } from './my-rating';

export interface Rating {
  id: number;
  title: string;
  /** null takes the rating away. */
  stars: number | null;
  /** Stars before, where the page knows them and has not asked for them by myRatingQuery. */
  before?: number | null;
  /** Says nothing where it went well, since the page shows it in its own way. */
  silent?: boolean;
}

/**
 * Rates at once on the page, then on the service; goes back where the service refuses, waits where there is no
 * connection, and can be undone. Everything that follows from ratings has a query key that begins with 'mine', and is
 * asked for anew.
 */
export function useRate(): (rating: Rating) => Promise<void> {
  const queries = useQueryClient();
  const account = useAccount()?.id;
  const { t, formats } = useMessages();
  const words = useProblemWords();
  return useCallback(
    async function rate({ id, title, stars, before, silent = false }: Rating): Promise<void> {
      if (!account) return;
      const { queryKey } = myRatingQuery(id);
      const was = queries.getQueryData<number | null>(queryKey) ?? before ?? null;
      await queries.cancelQueries({ queryKey });
      queries.setQueryData(queryKey, stars);
      const path = `/api/v1/ratings/${id}`;
      try {
        const fate = await sendOrKeep({
          method: stars === null ? 'DELETE' : 'PUT',
          path,
          body: stars === null ? undefined : { stars },
          key: newKey(),
          account,
        });
        if (fate === 'sent') void queries.invalidateQueries({ queryKey: ['mine'] });
        if (silent) return;
        const text =
          fate === 'waiting'
            ? t('rating.later', { title })
            : stars === null
              ? t('rating.removed', { title })
              : t('rating.saved', { title, stars: formats.number(stars, stars % 1 ? 1 : 0) });
        const undo = () => void rate({ id, title, stars: was, silent: true });
        toast({ text, action: { label: t('common.undo'), act: undo } });
      } catch (error) {
        queries.setQueryData(queryKey, was);
        toast({ text: t('rating.failed', { title, reason: words.reason(error) }), bad: true });
      }
    },
    [account, formats, queries, t, words],
  );
}
