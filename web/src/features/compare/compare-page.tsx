import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { useMessages } from '@/lib/messages/provider';

export function ComparePage() {
  const { t } = useMessages();
  return (
    <Page title={t('shell.compare')}>
      <EmptyState icon="scales" title={t('placeholder.title')}>
        {t('placeholder.text')}
      </EmptyState>
    </Page>
  );
}
