import { useMutation, useQueryClient } from '@tanstack/react-query';
import { switchAccount } from '@/lib/account';
import { answer, api } from '@/lib/api/client';
import { waiting } from '@/lib/offline/queue';

/** Deletes the account, and all that this browser still knew of it. */
export function useLeave() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.DELETE('/api/v1/me')),
    onSuccess() {
      waiting.set([]);
      switchAccount(queries, null);
    },
  });
}
