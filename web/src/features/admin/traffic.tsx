import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Choice } from '@/components/choice';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Field } from '@/components/field';
import { Section } from '@/components/section';
import { Skeleton } from '@/components/skeleton';
import { type Column, Table } from '@/components/table';
import { useMessages } from '@/lib/messages/provider';
import { HoursChart } from './hours-chart';
import { More } from './more';
import { useRunJob } from './requests/jobs';
import { hoursQuery, linesQuery, type Outcome } from './requests/requests';
import { byHour, byRoute, routeOf, type Sum } from './sums';

const OUTCOMES = ['all', 'ok', 'refused', 'failed'] as const;
const SLOW_MS = 200;

export function Traffic() {
  return (
    <>
      <Day />
      <Lines />
    </>
  );
}

function Day() {
  const { t, formats } = useMessages();
  const [day, setDay] = useState(() => new Date().toISOString().slice(0, 10));
  const query = useQuery(hoursQuery(day));
  const run = useRunJob();
  const named = (name: string) => (name.endsWith(' ') ? name + t('admin.traffic.page') : name);
  const columns: Column<Sum>[] = [
    { name: t('admin.traffic.route'), cell: (row) => named(row.name) },
    { name: t('admin.traffic.count'), figure: true, cell: (row) => formats.number(row.count) },
    {
      name: t('admin.traffic.refused'),
      figure: true,
      wide: true,
      cell: (row) => formats.number(row.refused),
    },
    {
      name: t('admin.traffic.failed'),
      figure: true,
      cell: (row) => <span className={row.failed ? 'text-bad' : ''}>{formats.number(row.failed)}</span>,
    },
    {
      name: t('admin.traffic.mean'),
      figure: true,
      wide: true,
      cell: (row) => formats.number(row.mean_ms, 1),
    },
    { name: t('admin.traffic.p95'), figure: true, cell: (row) => formats.number(row.p95_ms, 1) },
    {
      name: t('admin.traffic.slowest'),
      figure: true,
      wide: true,
      cell: (row) => formats.number(row.slowest_ms),
    },
  ];
  return (
    <Section
      title={t('admin.traffic')}
      lead={t('admin.traffic.lead')}
      actions={
        <Field
          label={t('admin.traffic.day')}
          type="date"
          value={day}
          onChange={(event) => event.target.value && setDay(event.target.value)}
        />
      }
    >
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton className="h-72 w-full" />}
      {query.data?.items.length === 0 && (
        <EmptyState
          icon="chart"
          title={t('admin.traffic.none')}
          action={
            <Button
              busy={run.isPending}
              onClick={() =>
                run.mutate('requests', { onSuccess: () => setTimeout(() => query.refetch(), 3_000) })
              }
            >
              {t('admin.traffic.add_up')}
            </Button>
          }
        >
          {t('admin.traffic.none.help')}
        </EmptyState>
      )}
      {query.data && query.data.items.length > 0 && (
        <div className="grid gap-6">
          <HoursChart hours={byHour(day, query.data.items)} />
          <Table
            caption={t('admin.traffic.routes')}
            columns={columns}
            rows={byRoute(query.data.items)}
            keyOf={(row) => row.name}
          />
        </div>
      )}
    </Section>
  );
}

/** One by one, as long as they are kept. */
function Lines() {
  const { t, formats } = useMessages();
  const [outcome, setOutcome] = useState<(typeof OUTCOMES)[number]>('all');
  const [slow, setSlow] = useState<'all' | 'slow'>('all');
  const status: Outcome | null = outcome === 'all' ? null : outcome;
  const query = useInfiniteQuery(linesQuery(status, slow === 'slow' ? SLOW_MS : 0));
  const lines = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t('admin.lines')} lead={t('admin.lines.lead')}>
      <div className="mb-4 grid max-w-2xl gap-4 sm:grid-cols-[3fr_2fr]">
        <Choice
          label={t('admin.lines.outcome')}
          value={outcome}
          options={OUTCOMES.map((one) => ({ value: one, label: t(`admin.lines.outcome.${one}`) }))}
          onChange={setOutcome}
        />
        <Choice
          label={t('admin.lines.speed')}
          value={slow}
          options={[
            { value: 'all', label: t('admin.lines.speed.all') },
            { value: 'slow', label: t('admin.lines.speed.slow', { ms: SLOW_MS }) },
          ]}
          onChange={setSlow}
        />
      </div>
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton className="h-72 w-full" />}
      {query.isSuccess && lines.length === 0 && <p className="text-quiet">{t('admin.lines.none')}</p>}
      {lines.length > 0 && (
        <Table
          caption={t('admin.lines')}
          rows={lines}
          keyOf={(row) => row.request_id + row.at}
          columns={[
            {
              name: t('admin.lines.what'),
              cell: (row) => `${row.method} ${routeOf(row.route) ?? t('admin.traffic.page')}`,
            },
            {
              name: t('admin.lines.status'),
              figure: true,
              cell: (row) => <span className={row.status >= 500 ? 'text-bad' : ''}>{row.status}</span>,
            },
            { name: 'ms', figure: true, cell: (row) => formats.number(row.milliseconds, 1) },
            { name: t('admin.lines.code'), wide: true, cell: (row) => row.code ?? '' },
            { name: t('admin.lines.when'), cell: (row) => formats.moment(row.at) },
            { name: t('admin.lines.id'), wide: true, cell: (row) => <code>{row.request_id}</code> },
          ]}
        />
      )}
      <More of={query} />
    </Section>
  );
}
