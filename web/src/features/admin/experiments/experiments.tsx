import { useQuery } from '@tanstack/react-query';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Section } from '@/components/section';
import { Skeleton } from '@/components/skeleton';
import { useMessages } from '@/lib/messages/provider';
import { Badge } from '../badge';
import { type Experiment, experimentsQuery } from '../requests/experiments';
import { ToOne } from '../to-one';
import { useOne } from '../use-one';
import { Detail } from './detail';
import { PlanForm } from './plan-form';
import { outcomeOf, stateTone } from './words';

/** No key of an experiment has such a sign. */
const NEW = '+';
const CHANGE = '~';

/** Experiments of the house, and one of them, or the form by which one is planned. */
export function Experiments() {
  const { t } = useMessages();
  const [one, open] = useOne();
  const query = useQuery(experimentsQuery);
  if (query.isError && !query.data) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  const items = query.data?.items ?? [];
  const changed = one?.startsWith(CHANGE) ? items.find((item) => item.key === one.slice(1)) : undefined;
  const shown = items.find((item) => item.key === one);
  if (one === NEW) return <PlanForm onDone={open} />;
  if (changed) return <PlanForm key={changed.key} draft={changed} onDone={open} />;
  if (shown)
    return <Detail experiment={shown} onChange={() => open(CHANGE + shown.key)} onGone={() => open(null)} />;
  const plan = (look: 'accent' | 'plain') => (
    <Button look={look} icon="plus" onClick={() => open(NEW)}>
      {t('experiments.plan')}
    </Button>
  );
  return (
    <Section
      title={t('experiments.all')}
      lead={t('experiments.lead')}
      actions={items.length > 0 && plan('accent')}
    >
      {query.isPending && <Skeleton className="h-72 w-full" />}
      {query.isSuccess && items.length === 0 && (
        <EmptyState icon="scales" title={t('experiments.none')} action={plan('accent')}>
          {t('experiments.none.help')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <ul className="divide-y divide-line rounded-md border border-line bg-surface">
          {items.map((item) => (
            <li key={item.key} className="px-4 py-3.5">
              <Line experiment={item} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Line({ experiment }: { experiment: Experiment }) {
  const { t, formats } = useMessages();
  const { key, state, question, outcome, words } = experiment;
  const found = outcome ? outcomeOf(outcome, t) : null;
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <ToOne tab="experiments" one={key}>
          {question}
        </ToOne>
        <Badge tone={stateTone(state)}>{t(`experiments.state.${state}`)}</Badge>
        {found && <Badge tone={found.tone}>{found.name}</Badge>}
      </p>
      <p className="mt-1 text-sm text-quiet">
        {[
          key,
          t(`experiments.kind.${experiment.kind}`),
          formats.moment(experiment.begun_at ?? experiment.made_at),
        ].join(' · ')}
      </p>
      {words[0] && (
        <p className="mt-1 max-w-prose text-sm" lang="en">
          {words[0]}
        </p>
      )}
    </>
  );
}
