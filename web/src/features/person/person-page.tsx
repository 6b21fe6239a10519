import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Page } from '@/components/page';
import { CardSkeleton, Loading, Skeleton } from '@/components/skeleton';
import { TitleCard } from '@/components/title-card';
import { useMessages } from '@/lib/messages/provider';
import { byJob, years } from './credits';
import { personQuery } from './requests/person';

const GRID = 'grid grid-cols-2 gap-x-4 gap-y-7 sm:grid-cols-4 lg:grid-cols-6';
const PLACES = Array.from({ length: 6 }, (_, place) => place);

export function PersonPage() {
  const { t, formats } = useMessages();
  const { id } = useParams({ from: '/members/people/$id' });
  const query = useQuery(personQuery(id));
  if (query.isError) {
    return (
      <Page title={t('person.title')} bare>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    );
  }
  if (query.isPending) {
    return (
      <Page title={t('person.title')} bare>
        <Loading />
        <Skeleton className="h-10 w-64" />
        <Skeleton className="mt-2 mb-10 h-5 w-40" />
        <div className={GRID}>
          {PLACES.map((place) => (
            <CardSkeleton key={place} />
          ))}
        </div>
      </Page>
    );
  }
  const { name, credits } = query.data;
  const span = years(credits);
  const count = new Set(credits.map((one) => one.id)).size;
  const lead = span
    ? t('person.lead', { count, years: span[0] === span[1] ? String(span[0]) : `${span[0]} – ${span[1]}` })
    : t('person.lead.undated', { count });
  return (
    <Page title={name} lead={lead}>
      {credits.length === 0 && (
        <EmptyState icon="person" title={t('person.empty')}>
          {t('person.empty.help')}
        </EmptyState>
      )}
      {byJob(credits).map(({ job, made }) => (
        <section key={job} aria-labelledby={`job-${job}`} className="mt-10 first:mt-0">
          <h2 id={`job-${job}`} className="mb-4 text-xl font-semibold md:text-2xl">
            {t(`person.job.${job}`)}
          </h2>
          <ul className={GRID}>
            {made.map((one) => (
              <li key={one.title.id}>
                <TitleCard
                  of={one.title}
                  reason={
                    one.characters.length
                      ? t('person.as', { character: formats.list(one.characters) })
                      : undefined
                  }
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Page>
  );
}
