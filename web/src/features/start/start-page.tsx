import { useNavigate, useSearch } from '@tanstack/react-router';
import { Page } from '@/components/page';
import { useMessages } from '@/lib/messages/provider';
import { Grid } from './grid';
import { Where } from './where';

/** Two steps, each of which can be left out: where one watches, and what one likes. */
export function StartPage() {
  const { t } = useMessages();
  const { step } = useSearch({ from: '/members/start' });
  const navigate = useNavigate();
  const go = (next: 'where' | 'grid') => void navigate({ to: '/start', search: { step: next } });
  if (step === 'grid') {
    return (
      <Page title={t('start.title')} lead={t('start.grid.lead')}>
        <Grid onBack={() => go('where')} />
      </Page>
    );
  }
  return (
    <Page title={t('start.where.title')} lead={t('start.where.lead')} width="narrow" key="where">
      <Where onDone={() => go('grid')} />
    </Page>
  );
}
