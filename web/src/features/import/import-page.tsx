import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { useMessages } from '@/lib/messages/provider';

export function ImportPage() {
  const { t } = useMessages();
  return (
    <Page title={t('shell.import')}>
      <EmptyState icon="upload" title={t('placeholder.title')}>
        {t('placeholder.text')}
      </EmptyState>
    </Page>
  );
}
