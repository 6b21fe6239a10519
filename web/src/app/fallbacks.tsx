import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ErrorState } from '@/components/error-state';
import { Page } from '@/components/page';
import { Problem } from '@/lib/api/problem';
import { useMessages } from '@/lib/messages/provider';

export function NotFoundPage() {
  const { t } = useMessages();
  return (
    <Page title={t('error.not_found')} bare>
      <ErrorState error={new Problem({ code: 'not_found', status: 404, title: 'no such page' })} />
    </Page>
  );
}

export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const { t } = useMessages();
  return (
    <Page title={t('error.unexpected')} bare>
      <ErrorState
        error={error}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </Page>
  );
}
