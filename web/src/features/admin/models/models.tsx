import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Section } from '@/components/section';
import { Skeleton } from '@/components/skeleton';
import { useMessages } from '@/lib/messages/provider';
import { Notice } from '../notice';
import { modelsQuery } from '../requests/models';
import { useOne } from '../use-one';
import { WhyDialog } from '../why-dialog';
import { Changes } from './changes';
import { Shadowed } from './shadowed';
import { Standing } from './standing';
import { useActs } from './use-acts';
import { Version } from './version';
import { Versions } from './versions';

type Seen = NonNullable<Awaited<ReturnType<NonNullable<typeof modelsQuery.queryFn>>>>;

/** Which versions there are, which of them answer, and what an admin does about it. */
export function Models() {
  const query = useQuery(modelsQuery);
  if (query.isError && !query.data) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (!query.data) return <Loading />;
  return <Told seen={query.data} />;
}

function Loading() {
  return (
    <div className="grid gap-6">
      <Skeleton className="h-44 w-full" />
      <Skeleton className="h-72 w-full" />
    </div>
  );
}

function Told({ seen }: { seen: Seen }) {
  const { t } = useMessages();
  const [one] = useOne();
  const acts = useActs(seen.roles);
  const open = seen.versions.find((version) => version.version === one);
  return (
    <>
      {open ? (
        <Version seen={open} roles={seen.roles} acts={acts} />
      ) : (
        <>
          {seen.fault && (
            <div className="mb-6">
              <Notice tone="bad" icon="warning" title={t('models.fault')}>
                <span lang="en">{seen.fault}</span>
              </Notice>
            </div>
          )}
          <Section title={t('models.now')} lead={t('models.now.lead')}>
            <Standing roles={seen.roles} acts={acts} />
          </Section>
          <Section title={t('models.versions')} lead={t('models.versions.lead')}>
            {seen.versions.length === 0 ? (
              <EmptyState icon="film" title={t('models.none')}>
                {t('models.none.help')}
              </EmptyState>
            ) : (
              <Versions seen={seen.versions} acts={acts} />
            )}
          </Section>
          {seen.shadowed.length > 0 && (
            <Section title={t('models.shadowed')} lead={t('models.shadowed.lead')}>
              <Shadowed seen={seen.shadowed} />
            </Section>
          )}
          <Section title={t('models.changes')} lead={t('models.changes.lead')}>
            {seen.changes.length === 0 ? (
              <p className="text-quiet">{t('models.changes.none')}</p>
            ) : (
              <Changes seen={seen.changes} />
            )}
          </Section>
        </>
      )}
      <WhyDialog asking={acts.asking} onClose={acts.close} />
    </>
  );
}
