import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { leave } from '@/lib/account';
import { answer, api } from '@/lib/api/client';
import { Problem } from '@/lib/api/problem';
import { useMessages } from '@/lib/messages/provider';
import { toast } from '@/lib/toasts';

/** Ends the session here and there, and forgets what was shown. */
export function useLogout(): () => void {
  const queries = useQueryClient();
  const router = useRouter();
  const { t } = useMessages();
  return () => {
    void answer(api.POST('/api/v1/auth/logout')).then(
      () => leave(queries, () => router.navigate({ to: '/' })),
      (error: unknown) => {
        const unreachable = error instanceof Problem && error.code === 'unreachable';
        toast({ text: t(unreachable ? 'error.unreachable' : 'error.unexpected'), bad: true });
      },
    );
  };
}
