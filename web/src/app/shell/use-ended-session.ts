import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { accountQuery, leave } from '@/lib/account';
import { Problem } from '@/lib/api/problem';
import { useMessages } from '@/lib/messages/provider';
import { toast } from '@/lib/toasts';

/** Where the session ended meanwhile (it was ended elsewhere, or grew too old), leads to the login and from there back. */
export function useEndedSession(): void {
  const queries = useQueryClient();
  const router = useRouter();
  const { t } = useMessages();
  useEffect(() => {
    function look(error: unknown) {
      if (!(error instanceof Problem) || error.code !== 'not_signed_in') return;
      if (!queries.getQueryData(accountQuery.queryKey)) return;
      const next = router.state.location.href;
      toast({ text: t('shell.session_ended') });
      void leave(queries, () => router.navigate({ to: '/login', search: { next } }));
    }
    const asked = queries.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error') look(event.action.error);
    });
    const done = queries.getMutationCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error') look(event.action.error);
    });
    return () => {
      asked();
      done();
    };
  }, [queries, router, t]);
}
