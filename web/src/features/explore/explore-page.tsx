import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { useMessages } from '@/lib/messages/provider';

export function ExplorePage() {
  const { t } = useMessages();
  return (
    <Page title={t('shell.explore')}>
      <EmptyState icon="compass" title={t('placeholder.title')}>
        {t('placeholder.text')}
      </EmptyState>
    </Page>
  );
}
