import { useQuery } from '@tanstack/react-query';
import { Bar } from '@/components/bar';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Section } from '@/components/section';
import { Skeleton } from '@/components/skeleton';
import { Table } from '@/components/table';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { tailQuery } from './requests/tail';

type Day = Schemas['TailDaySeen'];

/** How far what was shown reaches beyond what everybody knows, over all days and by each. */
export function Tail({ days }: { days: number }) {
  const { t } = useMessages();
  const query = useQuery(tailQuery(days));
  return (
    <Section title={t('admin.tail')} lead={t('admin.tail.lead')}>
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton className="h-72 w-full" />}
      {query.data &&
        (query.data.places ? (
          <Told of={query.data} />
        ) : (
          <EmptyState icon="chart" title={t('admin.tail.none')}>
            {t('admin.tail.none.help')}
          </EmptyState>
        ))}
    </Section>
  );
}

function Told({ of }: { of: Schemas['TailSeen'] }) {
  const { t, formats } = useMessages();
  const figures = [
    {
      name: t('admin.tail.outside'),
      share: of.outside / of.places,
      says: t('admin.tail.outside.says', {
        outside: formats.number(of.outside),
        places: formats.number(of.places),
        popular: formats.number(of.popular),
      }),
    },
    {
      name: t('admin.tail.reached'),
      share: of.titles / Math.max(1, of.catalogue),
      says: t('admin.tail.reached.says', {
        titles: formats.number(of.titles),
        catalogue: formats.number(of.catalogue),
      }),
    },
  ];
  return (
    <>
      <div className="grid gap-x-10 gap-y-6 md:grid-cols-2">
        {figures.map((one) => (
          <div key={one.name}>
            <p className="font-medium">{one.name}</p>
            <p className="mt-1 font-display text-2xl font-bold tabular-nums">{formats.percent(one.share)}</p>
            <div className="mt-2">
              <Bar share={one.share} />
            </div>
            <p className="mt-2 text-sm text-quiet">{one.says}</p>
          </div>
        ))}
      </div>
      <ByDay days={of.items} />
    </>
  );
}

/** A bar a day as high as the share of the tail; all of it as a table beneath. */
function ByDay({ days }: { days: readonly Day[] }) {
  const { t, formats } = useMessages();
  const share = (one: Day) => (one.places ? one.outside / one.places : 0);
  const [first, last] = [days[0], days[days.length - 1]];
  return (
    <figure className="mt-8">
      <figcaption className="mb-2 text-sm text-quiet">{t('admin.tail.by_day')}</figcaption>
      <div aria-hidden="true" className="flex h-28 items-end gap-1 border-b border-line-strong">
        {days.map((one) => (
          <div
            key={one.day}
            className="max-w-16 flex-1 rounded-t-sm bg-line-strong"
            style={{ height: `${share(one) * 100}%` }}
          />
        ))}
      </div>
      <div aria-hidden="true" className="mt-1 flex justify-between text-xs text-quiet">
        <span>{first && formats.day(first.day)}</span>
        {last !== first && <span>{last && formats.day(last.day)}</span>}
      </div>
      <details className="mt-1">
        <summary className="min-h-11 cursor-pointer content-center rounded-sm text-sm">
          {t('admin.tail.as_table')}
        </summary>
        <Table
          caption={t('admin.tail.by_day')}
          rows={[...days].reverse()}
          keyOf={(row) => row.day}
          columns={[
            { name: t('admin.shown.day'), cell: (row) => formats.day(row.day) },
            { name: t('admin.tail.share'), figure: true, cell: (row) => formats.percent(share(row)) },
            { name: t('admin.tail.places'), figure: true, cell: (row) => formats.number(row.places) },
            { name: t('admin.tail.titles'), figure: true, cell: (row) => formats.number(row.titles) },
          ]}
        />
      </details>
    </figure>
  );
}
