import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { useMessages } from '@/lib/messages/provider';

export function HomePage() {
  const { t } = useMessages();
  return (
    <Page title={t('shell.home')}>
      <EmptyState icon="home" title={t('placeholder.title')}>
        {t('placeholder.text')}
      </EmptyState>
    </Page>
  );
}
