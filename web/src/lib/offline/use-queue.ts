import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useAccount } from '../account';
import { useMessages } from '../messages/provider';
import { useProblemWords } from '../problem-words';
import { useStore } from '../store';
import { toast } from '../toasts';
import { flush, waiting } from './queue';

const EVERY = 15_000;

/** Sends what waits when the page opens, when the connection comes back, and now and then. */
export function useQueue(): number {
  const account = useAccount()?.id;
  const count = useStore(waiting).length;
  const queries = useQueryClient();
  const { t } = useMessages();
  const words = useProblemWords();
  useEffect(() => {
    if (!account || count === 0) return;
    const look = () => {
      void flush(account).then(({ sent, refused }) => {
        for (const problem of refused)
          toast({ text: t('queue.refused', { reason: words.reason(problem) }), bad: true });
        if (sent === 0) return;
        toast({ text: t('queue.sent', { count: sent }) });
        void queries.invalidateQueries({ queryKey: ['mine'] });
      });
    };
    if (navigator.onLine) look();
    const timer = setInterval(look, EVERY);
    window.addEventListener('online', look);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', look);
    };
  }, [account, count, queries, t, words]);
  return count;
}
