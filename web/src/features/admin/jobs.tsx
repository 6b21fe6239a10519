import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Choice } from '@/components/choice';
import { ErrorState } from '@/components/error-state';
import { Section } from '@/components/section';
import { Skeleton } from '@/components/skeleton';
import { Table } from '@/components/table';
import { useMessages } from '@/lib/messages/provider';
import { dutyName } from './duty-name';
import { More } from './more';
import { jobsQuery, type State, useRunJob } from './requests/jobs';

const STATES = ['all', 'waiting', 'running', 'done', 'failed'] as const;

export function Jobs() {
  const { t, formats } = useMessages();
  const [state, setState] = useState<(typeof STATES)[number]>('all');
  const wanted: State | null = state === 'all' ? null : state;
  const every = useInfiniteQuery(jobsQuery(null));
  const query = useInfiniteQuery(jobsQuery(wanted));
  const run = useRunJob();
  const jobs = query.data?.pages.flatMap((page) => page.items) ?? [];
  // The service puts each of its jobs down when it starts, so all their names are among the newest.
  const names = [...new Set(every.data?.pages.flatMap((page) => page.items).map((one) => one.name))].sort();
  const word = (said: State) => (
    <span className={said === 'failed' ? 'text-bad' : said === 'done' ? 'text-good' : ''}>
      {t(`admin.jobs.state.${said}`)}
    </span>
  );
  return (
    <>
      <Section title={t('admin.jobs.run')} lead={t('admin.jobs.run.lead')}>
        <div className="flex flex-wrap gap-2">
          {names.map((name) => (
            <Button
              key={name}
              size="small"
              busy={run.isPending && run.variables === name}
              onClick={() => run.mutate(name)}
            >
              {dutyName(name, t)}
            </Button>
          ))}
        </div>
      </Section>
      <Section title={t('admin.jobs')} lead={t('admin.jobs.lead')}>
        <div className="mb-4 max-w-2xl">
          <Choice
            label={t('admin.jobs.which')}
            value={state}
            options={STATES.map((one) => ({ value: one, label: t(`admin.jobs.state.${one}`) }))}
            onChange={setState}
          />
        </div>
        {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending && <Skeleton className="h-72 w-full" />}
        {query.isSuccess && jobs.length === 0 && <p className="text-quiet">{t('admin.jobs.none')}</p>}
        {jobs.length > 0 && (
          <Table
            caption={t('admin.jobs')}
            rows={jobs}
            keyOf={(row) => row.id}
            columns={[
              { name: t('admin.jobs.name'), cell: (row) => dutyName(row.name, t) },
              { name: t('admin.jobs.state'), cell: (row) => word(row.state) },
              { name: t('admin.jobs.said'), cell: (row) => row.said && <span lang="en">{row.said}</span> },
              { name: t('admin.jobs.attempts'), figure: true, wide: true, cell: (row) => row.attempts },
              {
                name: t('admin.jobs.when'),
                wide: true,
                cell: (row) => formats.moment(row.ended_at ?? row.begun_at ?? row.due_at),
              },
            ]}
          />
        )}
        <More of={query} />
      </Section>
    </>
  );
}
