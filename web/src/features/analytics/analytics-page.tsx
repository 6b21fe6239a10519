import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ButtonLink } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Page } from '@/components/page';
import { Loading, Skeleton } from '@/components/skeleton';
import { useMessages } from '@/lib/messages/provider';
import { CalendarChart } from './calendar-chart';
import { calendar, decades, genres, histogram, histogramOf, meanError } from './count';
import { GroupChart } from './group-chart';
import { expectedQuery, type Rated, ratingsQuery, type Watch, watchesQuery } from './requests/history';
import { StarsChart } from './stars-chart';

/** What my history says of me, in pictures; each with its figures as a table. */
export function AnalyticsPage() {
  const { t } = useMessages();
  const ratings = useQuery(ratingsQuery);
  const watches = useQuery(watchesQuery);
  const failed = ratings.error ?? watches.error;
  const retry = () => void Promise.all([ratings.refetch(), watches.refetch()]);
  return (
    <Page title={t('shell.analytics')} lead={t('analytics.lead')}>
      {failed ? (
        <ErrorState error={failed} onRetry={retry} />
      ) : ratings.data && watches.data ? (
        ratings.data.length ? (
          <Charts ratings={ratings.data} watches={watches.data} />
        ) : (
          <Nothing />
        )
      ) : (
        <Pending />
      )}
    </Page>
  );
}

function Charts({ ratings, watches }: { ratings: readonly Rated[]; watches: readonly Watch[] }) {
  const { t, formats } = useMessages();
  const expected = useQuery(expectedQuery);
  const weeks = useMemo(
    () => calendar([...ratings.map((one) => one.rated_at), ...watches.map((one) => one.watched_at)]),
    [ratings, watches],
  );
  const expectations = expected.data ?? [];
  const error = meanError(expectations);
  const mean = ratings.reduce((sum, one) => sum + one.stars, 0) / ratings.length;
  const figures = [
    [t('analytics.ratings'), formats.number(ratings.length)],
    [t('analytics.mean'), formats.number(mean, 2)],
    [t('analytics.watches'), formats.number(watches.length)],
    [t('analytics.error'), error === null ? t('analytics.unknown') : `± ${formats.number(error, 2)}`],
  ] as const;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <dl className="grid grid-cols-2 gap-3 md:grid-cols-4">
        {figures.map(([name, figure]) => (
          <div
            key={name}
            className="flex flex-col-reverse rounded-md border border-line bg-surface px-4 py-3"
          >
            <dt className="text-sm text-quiet">{name}</dt>
            <dd className="font-display text-2xl font-bold">{figure}</dd>
          </div>
        ))}
      </dl>
      <CalendarChart weeks={weeks} />
      <div className="grid gap-8 lg:grid-cols-2">
        {expected.isPending ? (
          <Skeleton className="h-96 w-full rounded-md" />
        ) : (
          <StarsChart
            bars={expectations.length ? histogram(expectations) : histogramOf(ratings)}
            compared={expectations.length}
            failed={expected.isError}
          />
        )}
        <GroupChart
          title={t('analytics.decades')}
          first={t('analytics.decade')}
          groups={decades(ratings)}
          decades
        />
      </div>
      <GroupChart title={t('analytics.genres')} first={t('analytics.genre')} groups={genres(ratings)} />
    </div>
  );
}

function Nothing() {
  const { t } = useMessages();
  return (
    <EmptyState
      icon="chart"
      title={t('analytics.empty')}
      action={
        <>
          <ButtonLink to="/start" look="accent">
            {t('shell.start')}
          </ButtonLink>
          <ButtonLink to="/import">{t('shell.import')}</ButtonLink>
        </>
      }
    >
      {t('analytics.empty.help')}
    </EmptyState>
  );
}

function Pending() {
  return (
    <div className="grid gap-8">
      <Loading />
      <Skeleton className="h-20 w-full rounded-md" />
      <Skeleton className="h-56 w-full rounded-md" />
      <Skeleton className="h-96 w-full rounded-md" />
    </div>
  );
}
