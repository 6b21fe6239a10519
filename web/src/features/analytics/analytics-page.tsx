import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { useMessages } from '@/lib/messages/provider';

export function AnalyticsPage() {
  const { t } = useMessages();
  return (
    <Page title={t('shell.analytics')}>
      <EmptyState icon="chart" title={t('placeholder.title')}>
        {t('placeholder.text')}
      </EmptyState>
    </Page>
  );
}
