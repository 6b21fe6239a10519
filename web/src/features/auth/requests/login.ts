import { useMutation, useQueryClient } from '@tanstack/react-query';
import { enter } from '@/lib/account';
import { answer, api, type Schemas } from '@/lib/api/client';

export function useLogin() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (who: Schemas['Login']) => answer(api.POST('/api/v1/auth/login', { body: who })),
    onSuccess: ({ account }) => enter(queries, account),
  });
}
