import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { useMessages } from '@/lib/messages/provider';

export function MePage() {
  const { t } = useMessages();
  return (
    <Page title={t('shell.me')}>
      <EmptyState icon="shield" title={t('placeholder.title')}>
        {t('placeholder.text')}
      </EmptyState>
    </Page>
  );
}
