import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button';
import { ErrorState } from '@/components/error-state';
import { Section } from '@/components/section';
import { Skeleton } from '@/components/skeleton';
import { useMessages } from '@/lib/messages/provider';
import { toast } from '@/lib/toasts';
import { Badge } from '../badge';
import { type Experiment, resultsQuery, useExperiment } from '../requests/experiments';
import { Back } from '../to-one';
import { type Asking, WhyDialog } from '../why-dialog';
import { PlanTold } from './plan-told';
import { ResultsTold } from './results-told';
import { stateTone } from './words';

/** How the reason ends that the house itself gives. */
const BY_PLAN = ': the plan ends here';

interface DetailProps {
  experiment: Experiment;
  onChange: () => void;
  onGone: () => void;
}

/** One experiment: how it stands, what it shows, and its plan. */
export function Detail({ experiment, onChange, onGone }: DetailProps) {
  const { t, formats } = useMessages();
  const { state, begun_at, ended_at, why } = experiment;
  return (
    <>
      <Back tab="experiments">{t('experiments.back')}</Back>
      <Section
        title={experiment.question}
        actions={<Acts experiment={experiment} onChange={onChange} onGone={onGone} />}
      >
        <p className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-quiet">
          <Badge tone={stateTone(state)}>{t(`experiments.state.${state}`)}</Badge>
          <span>{t(`experiments.kind.${experiment.kind}`)}</span>
          <code>{experiment.key}</code>
          {begun_at && <span>{t('experiments.begun', { when: formats.moment(begun_at) })}</span>}
          {ended_at && <span>{t('experiments.ended', { when: formats.moment(ended_at) })}</span>}
        </p>
        {why && (
          <p className="mt-2 max-w-prose text-sm">
            {why.endsWith(BY_PLAN) ? t('experiments.ended.plan') : t('experiments.ended.why', { why })}
          </p>
        )}
        {state === 'draft' && <p className="mt-4 max-w-prose text-quiet">{t('experiments.draft.says')}</p>}
      </Section>
      {state !== 'draft' && <Shown experiment={experiment} />}
      <Section title={t('experiments.the_plan')} lead={t(`experiments.the_plan.${state}`)}>
        <PlanTold experiment={experiment} />
      </Section>
    </>
  );
}

function Shown({ experiment }: { experiment: Experiment }) {
  const { t } = useMessages();
  const running = experiment.state === 'running';
  const query = useQuery(resultsQuery(experiment.key, running));
  return (
    <Section
      title={t('experiments.verdict')}
      lead={t(running ? 'experiments.verdict.running' : 'experiments.verdict.kept')}
    >
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton className="h-96 w-full" />}
      {query.data && <ResultsTold results={query.data} experiment={experiment} />}
    </Section>
  );
}

function Acts({ experiment, onChange, onGone }: DetailProps) {
  const { t } = useMessages();
  const acts = useExperiment();
  const [asking, setAsking] = useState<Asking | null>(null);
  const { key, state } = experiment;
  const start = () =>
    setAsking({
      title: t('experiments.start.title'),
      says: t('experiments.start.says'),
      action: t('experiments.start'),
      act: async () => {
        await acts.start.mutateAsync(key);
        toast({ text: t('experiments.started') });
      },
    });
  const stop = () =>
    setAsking({
      title: t('experiments.stop.title'),
      says: t('experiments.stop.says'),
      action: t('experiments.stop'),
      bad: true,
      why: true,
      act: async (why) => {
        await acts.stop.mutateAsync({ key, why });
        toast({ text: t('experiments.stopped') });
      },
    });
  const remove = () =>
    setAsking({
      title: t('experiments.remove.title'),
      says: t('experiments.remove.says'),
      action: t('experiments.remove'),
      bad: true,
      act: async () => {
        await acts.remove.mutateAsync(key);
        onGone();
        toast({ text: t('experiments.removed') });
      },
    });
  return (
    <div className="flex flex-wrap gap-2">
      {state === 'draft' && (
        <>
          <Button look="accent" onClick={start}>
            {t('experiments.start')}
          </Button>
          <Button icon="pencil" onClick={onChange}>
            {t('experiments.change')}
          </Button>
          <Button look="bare" icon="trash" onClick={remove}>
            {t('experiments.remove')}
          </Button>
        </>
      )}
      {state === 'running' && (
        <Button look="bad" icon="close" onClick={stop}>
          {t('experiments.stop')}
        </Button>
      )}
      <WhyDialog asking={asking} onClose={() => setAsking(null)} />
    </div>
  );
}
