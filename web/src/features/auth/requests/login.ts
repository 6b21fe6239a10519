import { useMutation, useQueryClient } from '@tanstack/react-query';
import { accountQuery } from '@/lib/account';
import { answer, api, type Schemas } from '@/lib/api/client';
import { keep } from '@/lib/kept';

export function useLogin() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (who: Schemas['Login']) => answer(api.POST('/api/v1/auth/login', { body: who })),
    onSuccess: ({ account }) => {
      queries.clear();
      keep('account', account);
      queries.setQueryData(accountQuery.queryKey, account);
    },
  });
}
