import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { leave } from '@/lib/account';
import { answer, api } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { waiting } from '@/lib/offline/queue';
import { toast } from '@/lib/toasts';

/** Deletes the account, and all that this browser still knew of it. */
export function useLeave() {
  const queries = useQueryClient();
  const router = useRouter();
  const { t } = useMessages();
  return useMutation({
    mutationFn: () => answer(api.DELETE('/api/v1/me')),
    onSuccess() {
      waiting.set([]);
      toast({ text: t('me.delete.done') });
      return leave(queries, () => router.navigate({ to: '/' }));
    },
  });
}
