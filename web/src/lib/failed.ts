import { useCallback } from 'react';
import { Problem } from './api/problem';
import { useMessages } from './messages/provider';
import { useProblemWords } from './problem-words';
import { toast } from './toasts';

/** Says that something was not done, and why, as far as that is known. */
export function useFailed(): (error: unknown) => void {
  const { t } = useMessages();
  const { reason } = useProblemWords();
  return useCallback(
    (error: unknown) => {
      const known = error instanceof Problem;
      const text = known ? t('failed.because', { reason: reason(error) }) : t('failed.unexpected');
      toast({ text, bad: true });
    },
    [t, reason],
  );
}
