import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Section } from '@/components/section';
import { Skeleton } from '@/components/skeleton';
import { Table } from '@/components/table';
import { openAlertsQuery } from '@/lib/house/alerts';
import { useMessages } from '@/lib/messages/provider';
import { More } from '../more';
import { alertsQuery } from '../requests/alerts';
import { ToOne } from '../to-one';
import { useOne } from '../use-one';
import { AlertCard } from './alert-card';
import { Runbook } from './runbook';
import { runbookOf, runbookTitle } from './runbooks';

/** What is not as it should be now, what was not, and what to do about it. */
export function Alerts() {
  const { t, formats } = useMessages();
  const [one] = useOne();
  const open = useQuery({ ...openAlertsQuery, staleTime: 0 });
  const all = useInfiniteQuery(alertsQuery);
  const past = (all.data?.pages.flatMap((page) => page.items) ?? []).filter((alert) => alert.ended_at);
  const text = one ? runbookOf(one) : null;
  if (text) return <Runbook text={text} />;
  return (
    <>
      <Section title={t('alerts.open')} lead={t('alerts.open.lead')}>
        {open.isError && <ErrorState error={open.error} onRetry={() => void open.refetch()} />}
        {open.isPending && <Skeleton className="h-40 w-full" />}
        {open.data?.items.length === 0 && (
          <EmptyState icon="check" title={t('alerts.none')}>
            {t('alerts.none.help')}
          </EmptyState>
        )}
        <ul className="grid grid-cols-1 gap-4">
          {open.data?.items.map((alert) => (
            <li key={alert.id}>
              <AlertCard alert={alert} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('alerts.past')} lead={t('alerts.past.lead')}>
        {all.isError && <ErrorState error={all.error} onRetry={() => void all.refetch()} />}
        {all.isPending && <Skeleton className="h-40 w-full" />}
        {all.isSuccess && past.length === 0 && <p className="text-quiet">{t('alerts.past.none')}</p>}
        {past.length > 0 && (
          <Table
            caption={t('alerts.past')}
            rows={past}
            keyOf={(row) => row.id}
            columns={[
              {
                name: t('alerts.what'),
                cell: (row) => (
                  <span lang="en" className="block min-w-48">
                    {row.message}
                  </span>
                ),
              },
              { name: t('alerts.level'), cell: (row) => t(`alerts.level.${row.level}`) },
              { name: t('alerts.begun'), cell: (row) => formats.moment(row.begun_at) },
              { name: t('alerts.ended'), cell: (row) => row.ended_at && formats.moment(row.ended_at) },
              {
                name: t('alerts.runbook'),
                cell: (row) => (
                  <ToOne tab="alerts" one={row.runbook}>
                    {runbookTitle(row.runbook) ?? row.runbook}
                  </ToOne>
                ),
              },
            ]}
          />
        )}
        <More of={all} />
      </Section>
    </>
  );
}
