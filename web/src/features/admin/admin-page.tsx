import { useNavigate, useSearch } from '@tanstack/react-router';
import { ButtonLink } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { Tabs } from '@/components/tabs';
import { useAccount } from '@/lib/account';
import { useMessages } from '@/lib/messages/provider';
import { Alerts } from './alerts/alerts';
import { Experiments } from './experiments/experiments';
import { Health } from './health';
import { Jobs } from './jobs';
import { Models } from './models/models';
import { People } from './people';
import { Shown } from './shown';
import { Traffic } from './traffic';
import { Trainings } from './trainings/trainings';

/** An address that leads nowhere here, such as one from elsewhere or mistyped. */
function Lost({ tab }: { tab: string | undefined }) {
  const { t } = useMessages();
  return (
    <Page title={t('shell.admin')}>
      <EmptyState
        icon="question"
        title={t('admin.lost', { tab: tab ?? '' })}
        action={
          <ButtonLink to="/admin" search={{ tab: 'health' }}>
            {t('admin.lost.do')}
          </ButtonLink>
        }
      >
        {t('admin.lost.help')}
      </EmptyState>
    </Page>
  );
}

export function AdminPage() {
  const { t } = useMessages();
  const account = useAccount();
  const { tab } = useSearch({ from: '/members/admin' });
  const navigate = useNavigate({ from: '/admin' });
  if (account && account.role !== 'admin') {
    return (
      <Page title={t('shell.admin')}>
        <EmptyState icon="shield" title={t('admin.closed')}>
          {t('admin.closed.help')}
        </EmptyState>
      </Page>
    );
  }
  const tabs = [
    { id: 'health', label: t('admin.tab.health'), content: <Health /> },
    { id: 'alerts', label: t('admin.tab.alerts'), content: <Alerts /> },
    { id: 'models', label: t('admin.tab.models'), content: <Models /> },
    { id: 'trainings', label: t('admin.tab.trainings'), content: <Trainings /> },
    { id: 'experiments', label: t('admin.tab.experiments'), content: <Experiments /> },
    { id: 'shown', label: t('admin.tab.shown'), content: <Shown /> },
    { id: 'traffic', label: t('admin.tab.traffic'), content: <Traffic /> },
    { id: 'jobs', label: t('admin.tab.jobs'), content: <Jobs /> },
    { id: 'people', label: t('admin.tab.people'), content: <People /> },
  ];
  const open = tabs.find((one) => one.id === (tab ?? 'health'))?.id;
  if (!open) return <Lost tab={tab} />;
  return (
    <Page title={t('shell.admin')} lead={t('admin.lead')}>
      <Tabs
        label={t('shell.admin')}
        tabs={tabs}
        value={open}
        onChange={(next) => void navigate({ search: { tab: next }, replace: true, resetScroll: false })}
      />
    </Page>
  );
}
