import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Section } from '@/components/section';
import { Select } from '@/components/select';
import { Skeleton } from '@/components/skeleton';
import { type Column, Table } from '@/components/table';
import { useMessages } from '@/lib/messages/provider';
import { useRunJob } from './requests/jobs';
import { shownQuery } from './requests/shown';
import { byDay, bySource, type Shown as Row } from './sums';
import { Tail } from './tail';

const DAYS = ['7', '30', '90', '365'];

/** What was shown, what came of it, and how far it reached. */
export function Shown() {
  const { t, formats } = useMessages();
  const [days, setDays] = useState('30');
  const query = useQuery(shownQuery(Number(days)));
  const run = useRunJob();
  const figures: Column<Row>[] = [
    { name: t('admin.shown.showings'), figure: true, cell: (row) => formats.number(row.showings) },
    { name: t('admin.shown.clicked'), figure: true, cell: (row) => ofShowings(row.clicked, row) },
    { name: t('admin.shown.rated'), figure: true, wide: true, cell: (row) => ofShowings(row.rated, row) },
    { name: t('admin.shown.watched'), figure: true, wide: true, cell: (row) => ofShowings(row.watched, row) },
    {
      name: t('admin.shown.dismissed'),
      figure: true,
      wide: true,
      cell: (row) => ofShowings(row.dismissed, row),
    },
    {
      name: t('admin.shown.satisfaction'),
      figure: true,
      cell: (row) => (row.satisfaction === null ? '' : formats.number(row.satisfaction, 1)),
    },
  ];
  const ofShowings = (count: number, row: Row) =>
    row.titles
      ? `${formats.number(count)} (${formats.percent(count / row.titles, 1)})`
      : formats.number(count);
  const seen = query.data?.items ?? [];
  return (
    <>
      <Section
        title={t('admin.shown')}
        lead={t('admin.shown.lead')}
        actions={
          <div className="w-44">
            <Select
              label={t('admin.shown.days')}
              value={days}
              options={DAYS.map((one) => ({
                value: one,
                label: t('admin.shown.last', { count: Number(one) }),
              }))}
              onChange={setDays}
            />
          </div>
        }
      >
        {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending && <Skeleton className="h-72 w-full" />}
        {query.isSuccess && seen.length === 0 && (
          <EmptyState
            icon="film"
            title={t('admin.shown.none')}
            action={
              <Button
                busy={run.isPending}
                onClick={() =>
                  run.mutate('slates', { onSuccess: () => setTimeout(() => query.refetch(), 3_000) })
                }
              >
                {t('admin.shown.add_up')}
              </Button>
            }
          >
            {t('admin.shown.none.help')}
          </EmptyState>
        )}
        {seen.length > 0 && (
          <div className="grid gap-6">
            <Table
              caption={t('admin.shown.by_source')}
              rows={bySource(seen)}
              keyOf={(row) => row.name}
              columns={[{ name: t('admin.shown.source'), cell: (row) => row.name }, ...figures]}
            />
            <Table
              caption={t('admin.shown.by_day')}
              rows={byDay(seen)}
              keyOf={(row) => row.name}
              columns={[{ name: t('admin.shown.day'), cell: (row) => formats.day(row.name) }, ...figures]}
            />
          </div>
        )}
      </Section>
      <Tail days={Number(days)} />
    </>
  );
}
