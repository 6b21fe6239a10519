import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bar } from '@/components/bar';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Icon } from '@/components/icon';
import { Section } from '@/components/section';
import { Skeleton } from '@/components/skeleton';
import { openAlertsQuery } from '@/lib/house/alerts';
import { modelName } from '@/lib/house/models';
import { readyQuery } from '@/lib/house/ready';
import { useMessages } from '@/lib/messages/provider';
import { Facts } from './facts';

const EVERY = 15_000;
const TONES = { ready: 'text-good', alerts: '', degraded: 'text-bad' };

export function Health() {
  const { t, formats } = useMessages();
  const open = useQuery(openAlertsQuery).data?.items.length ?? 0;
  const query = useQuery({ ...readyQuery, staleTime: 0, refetchInterval: EVERY });
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton className="h-96 w-full" />;
  const { status, version, limits, release, fault, memory_mib } = query.data;
  const word = status !== 'ready' ? 'degraded' : open > 0 ? 'alerts' : 'ready';
  const well = word === 'ready';
  return (
    <>
      <Section title={t('admin.health')} lead={t('admin.health.lead')}>
        <div className="mb-4 flex flex-wrap items-center gap-x-5 gap-y-2">
          <p className={`flex items-center gap-2 font-medium ${TONES[word]}`}>
            <Icon name={well ? 'check' : 'warning'} />
            {t(`admin.health.${word}`, { count: open })}
          </p>
          {open > 0 && (
            <Link to="/admin" search={{ tab: 'alerts' }} className="rounded-sm underline underline-offset-4">
              {t('admin.health.alerts.show', { count: open })}
            </Link>
          )}
        </div>
        {fault && <p className="mb-4 rounded-sm border border-bad px-3 py-2">{fault}</p>}
        <Facts
          facts={[
            [t('admin.health.version'), version],
            [t('admin.health.memory'), t('admin.mib', { mib: formats.number(memory_mib) })],
            [
              t('admin.health.limits'),
              t(limits === 'ok' ? 'admin.health.limits.ok' : 'admin.health.limits.alone'),
            ],
          ]}
        />
      </Section>
      <Section title={t('admin.release')} lead={t('admin.release.lead')}>
        {release ? (
          <>
            <Facts
              facts={[
                [t('admin.release.version'), release.version],
                [t('admin.release.recipe'), release.recipe],
                [t('admin.release.size'), t('admin.mib', { mib: formats.number(release.mib, 1) })],
              ]}
            />
            <ul aria-label={t('admin.release.models')} className="mt-4 flex flex-wrap gap-2">
              {release.models.map((one) => (
                <li key={one} className="rounded-full border border-line-strong px-3 py-1 text-sm">
                  {modelName(one, t)}
                </li>
              ))}
            </ul>
          </>
        ) : (
          <EmptyState icon="film" title={t('admin.release.none')}>
            {t('admin.release.none.help')}
          </EmptyState>
        )}
      </Section>
      {release && (
        <Section title={t('admin.coverage')} lead={t('admin.coverage.lead')}>
          <Bar share={release.titles ? release.in_catalogue / release.titles : 0} />
          <p className="mt-2 text-sm text-quiet">
            {t('admin.coverage.says', {
              known: formats.number(release.in_catalogue),
              titles: formats.number(release.titles),
            })}
          </p>
        </Section>
      )}
    </>
  );
}
