import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { useMessages } from '@/lib/messages/provider';

export function LibraryPage() {
  const { t } = useMessages();
  return (
    <Page title={t('shell.library')}>
      <EmptyState icon="library" title={t('placeholder.title')}>
        {t('placeholder.text')}
      </EmptyState>
    </Page>
  );
}
