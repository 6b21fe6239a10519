import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Section } from '@/components/section';
import { Skeleton } from '@/components/skeleton';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { Facts } from '../facts';
import { GateFigures } from '../gate-figures';
import { Markdown } from '../markdown';
import { versionQuery } from '../requests/models';
import { Back } from '../to-one';
import { judgedOf } from './judged';
import { shortName } from './names';
import { Parts } from './parts';
import type { Acts } from './use-acts';
import { VersionActs } from './versions';

interface VersionProps {
  seen: Schemas['VersionSeen'];
  roles: Schemas['RolesSeen'];
  acts: Acts;
}

/** One version: what it learned from, what the gate said of it, and its card. */
export function Version({ seen, acts }: VersionProps) {
  const { t, formats } = useMessages();
  const query = useQuery(versionQuery(seen.version));
  const judged = judgedOf(query.data?.gate);
  const text = (value: string | null) => value ?? t('models.unknown');
  const figure = (value: number | null) => (value === null ? t('models.unknown') : formats.number(value));
  const when = (value: string | null) => (value ? formats.moment(value) : t('models.unknown'));
  return (
    <>
      <Back tab="models">{t('models.back')}</Back>
      <Section
        title={t('models.version.title', { name: shortName(seen.version) })}
        actions={<VersionActs seen={seen} acts={acts} />}
      >
        <p className="mb-4 flex flex-wrap items-center gap-2">
          <Parts seen={seen} />
          <code className="text-sm text-quiet">{seen.version}</code>
        </p>
        <Facts
          facts={[
            [t('models.data'), text(seen.data)],
            [t('models.data.people'), figure(seen.people)],
            [t('models.data.events'), figure(seen.events)],
            [t('models.made'), when(seen.made_at)],
            [t('models.added'), when(seen.added_at)],
            [t('models.fingerprint'), <code key="is">{text(seen.data_fingerprint).slice(0, 16)}</code>],
          ]}
        />
      </Section>
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton className="mt-12 h-96 w-full" />}
      {query.isSuccess && (
        <>
          <Section title={t('models.gate')} lead={t('models.gate.lead')}>
            {judged ? (
              <>
                <p className="mb-4 max-w-prose" lang="en">
                  {judged.words}
                </p>
                {judged.figures && <GateFigures figures={judged.figures} />}
              </>
            ) : (
              <p className="text-quiet">{t('models.gate.never')}</p>
            )}
          </Section>
          <Section title={t('models.card')} lead={t('models.card.lead')}>
            {query.data.card ? (
              <div lang="en" className="rounded-md border border-line bg-surface px-4 py-4 md:px-6">
                <Markdown text={query.data.card} under={3} />
              </div>
            ) : (
              <EmptyState icon="table" title={t('models.card.none')}>
                {t('models.card.none.help')}
              </EmptyState>
            )}
          </Section>
        </>
      )}
    </>
  );
}
