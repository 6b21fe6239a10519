import { useMutation } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';

/** The answer is the same whether the name was free or taken: only logging in shows it. */
export function useRegister() {
  return useMutation({
    mutationFn: (who: Schemas['Registration']) => answer(api.POST('/api/v1/auth/register', { body: who })),
  });
}
