import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { useMessages } from '@/lib/messages/provider';

export function StartPage() {
  const { t } = useMessages();
  return (
    <Page title={t('shell.start')}>
      <EmptyState icon="ticket" title={t('placeholder.title')}>
        {t('placeholder.text')}
      </EmptyState>
    </Page>
  );
}
