import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useAccount } from '../account';
import { newKey } from '../api/keys';
import type { MessageKey } from '../messages/catalogues';
import { useMessages } from '../messages/provider';
import { sendOrKeep } from '../offline/queue';
import { useProblemWords } from '../problem-words';
import { toast } from '../toasts';

export const MARKS = ['watchlist', 'favourites', 'seen-elsewhere', 'not-for-me', 'not-tonight'] as const;
export type Mark = (typeof MARKS)[number];

export function isMark(name: string): name is Mark {
  return MARKS.some((one) => one === name);
}

const SAYS: Record<Mark, MessageKey> = {
  watchlist: 'mark.watchlist',
  favourites: 'mark.favourites',
  'seen-elsewhere': 'mark.seen_elsewhere',
  'not-for-me': 'mark.not_for_me',
  'not-tonight': 'mark.not_tonight',
};

export interface Marking {
  id: number;
  title: string;
  mark: Mark;
  /** false takes the mark away. */
  on?: boolean;
  /** What the page does besides when it is undone. */
  onUndo?: () => void;
}

/** Marks a title, says so, and can be undone. Waits where there is no connection. Answers whether it was taken. */
export function useMark(): (marking: Marking) => Promise<boolean> {
  const queries = useQueryClient();
  const account = useAccount()?.id;
  const { t } = useMessages();
  const words = useProblemWords();
  return useCallback(
    async ({ id, title, mark, on = true, onUndo }: Marking): Promise<boolean> => {
      if (!account) return false;
      const put = async (wanted: boolean) => {
        const method = wanted ? 'PUT' : 'DELETE';
        const fate = await sendOrKeep({
          method,
          path: `/api/v1/marks/${mark}/${id}`,
          body: undefined,
          key: newKey(),
          account,
        });
        if (fate === 'sent') void queries.invalidateQueries({ queryKey: ['mine'] });
      };
      const fail = (error: unknown) => {
        toast({ text: t('mark.failed', { title, reason: words.reason(error) }), bad: true });
      };
      try {
        await put(on);
      } catch (error) {
        fail(error);
        return false;
      }
      const undo = () => {
        onUndo?.();
        put(!on).catch(fail);
      };
      const text = on ? t(SAYS[mark], { title }) : t('mark.gone', { title });
      toast({ text, action: { label: t('common.undo'), act: undo } });
      return true;
    },
    [account, queries, t, words],
  );
}
