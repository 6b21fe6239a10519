import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { useMessages } from '@/lib/messages/provider';

export function TitlePage() {
  const { t } = useMessages();
  return (
    <Page title={t('common.movie')}>
      <EmptyState icon="film" title={t('placeholder.title')}>
        {t('placeholder.text')}
      </EmptyState>
    </Page>
  );
}
