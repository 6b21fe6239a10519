import { useMutation, useQueryClient } from '@tanstack/react-query';
import { accountQuery, forgetAccount } from '@/lib/account';
import { answer, api } from '@/lib/api/client';
import { waiting } from '@/lib/offline/queue';

/** Deletes the account, and all that this browser still knew of it. */
export function useLeave() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.DELETE('/api/v1/me')),
    onSuccess() {
      forgetAccount();
      waiting.set([]);
      queries.clear();
      queries.setQueryData(accountQuery.queryKey, null);
    },
  });
}
