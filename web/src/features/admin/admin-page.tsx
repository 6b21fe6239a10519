import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { useMessages } from '@/lib/messages/provider';

export function AdminPage() {
  const { t } = useMessages();
  return (
    <Page title={t('shell.admin')}>
      <EmptyState icon="gear" title={t('placeholder.title')}>
        {t('placeholder.text')}
      </EmptyState>
    </Page>
  );
}
