import { useCallback } from 'react';
import { Problem } from './api/problem';
import { useMessages } from './messages/provider';
import { toast } from './toasts';

/** Says that something was not done, and why, as far as that is known. */
export function useFailed(): (error: unknown) => void {
  const { t } = useMessages();
  return useCallback(
    (error: unknown) => {
      const known = error instanceof Problem;
      const text = !known
        ? t('failed.unexpected')
        : error.code === 'unreachable'
          ? t('failed.unreachable')
          : t('failed.because', { reason: error.detail ?? error.message });
      toast({ text, bad: true });
    },
    [t],
  );
}
