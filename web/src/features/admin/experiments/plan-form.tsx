import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/button';
import { Choice } from '@/components/choice';
import { Field } from '@/components/field';
import { Section } from '@/components/section';
import { Select } from '@/components/select';
import { TextArea } from '@/components/text-area';
import { useMessages } from '@/lib/messages/provider';
import { useProblemWords } from '@/lib/problem-words';
import { toast } from '@/lib/toasts';
import { type Experiment, metricsQuery, useExperiment } from '../requests/experiments';
import { Back } from '../to-one';
import { ArmFields } from './arm-fields';
import { GuardFields, OtherFields } from './metric-fields';
import { type Draft, draftOf, faultsOf, keyOf, MOST_ARMS, newDraft, planOf } from './plan';
import { SizeHelp } from './size-help';
import { metricName } from './words';

interface FormProps {
  /** One that was written down before, and has not begun. */
  draft?: Experiment;
  onDone: (key: string | null) => void;
}

/** The plan of an experiment, written down before anything is seen. */
export function PlanForm({ draft: before, onDone }: FormProps) {
  const { t } = useMessages();
  const { reason } = useProblemWords();
  const { write } = useExperiment();
  const metrics = useQuery(metricsQuery).data?.items ?? [];
  const [draft, setDraft] = useState<Draft>(() => (before ? draftOf(before) : newDraft()));
  const [own, setOwn] = useState(false);
  const [tried, setTried] = useState(false);
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }));
  const faults = faultsOf(draft);
  const fault = (name: string) =>
    tried && faults.has(name) ? t(`experiments.fault.${name as 'key'}`) : undefined;
  const between = draft.kind === 'interleaving';

  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.size > 0) return;
    write.mutate(
      { plan: planOf(draft), anew: !before },
      {
        onSuccess: () => {
          toast({ text: t('experiments.written') });
          onDone(draft.key);
        },
      },
    );
  };

  return (
    <>
      <Back tab="experiments">{t('experiments.back')}</Back>
      <Section
        title={t(before ? 'experiments.change' : 'experiments.plan')}
        lead={t('experiments.plan.lead')}
      >
        <form noValidate onSubmit={send} className="grid max-w-3xl grid-cols-1 gap-6">
          <TextArea
            label={t('experiments.question')}
            help={fault('question') ?? t('experiments.question.help')}
            value={draft.question}
            maxLength={500}
            rows={2}
            onChange={(question) => set({ question, ...(!own && !before && { key: keyOf(question) }) })}
          />
          <Field
            label={t('experiments.key')}
            help={t('experiments.key.help')}
            fault={fault('key')}
            value={draft.key}
            readOnly={before !== undefined}
            maxLength={32}
            autoCapitalize="none"
            onChange={(event) => {
              setOwn(true);
              set({ key: event.target.value });
            }}
          />
          <Choice
            label={t('experiments.kind')}
            value={draft.kind}
            options={[
              { value: 'ab', label: t('experiments.kind.ab') },
              { value: 'interleaving', label: t('experiments.kind.interleaving') },
            ]}
            onChange={(kind) => set({ kind })}
          />
          <ArmFields arms={draft.arms} most={between ? 2 : MOST_ARMS} onChange={(arms) => set({ arms })} />
          {fault('arms') && <p className="-mt-4 text-sm text-bad">{fault('arms')}</p>}
          {!between && (
            <Select
              label={t('experiments.primary')}
              help={t('experiments.primary.help')}
              value={draft.primary}
              options={metrics.map((one) => ({ value: one.name, label: metricName(one.name, t) }))}
              onChange={(primary) => set({ primary })}
            />
          )}
          <div className="grid gap-4 sm:grid-cols-2">
            <Figure name="days" draft={draft} fault={fault('days')} set={set} />
            <Figure name="smallest" draft={draft} fault={fault('smallest')} set={set} />
          </div>
          <Choice
            label={t('experiments.stop_rule')}
            value={draft.stop}
            options={[
              { value: 'always', label: t('experiments.stop_rule.always') },
              { value: 'fixed', label: t('experiments.stop_rule.fixed') },
            ]}
            onChange={(stop) => set({ stop })}
          />
          {!between && (
            <SizeHelp
              asked={{
                metric: draft.primary,
                days: Number(draft.days),
                effect: Number(draft.smallest),
                stop: draft.stop,
                share: Number(draft.share) / 100,
              }}
              onTake={(people) => set({ people: String(people) })}
            />
          )}
          <div className="grid gap-4 sm:grid-cols-2">
            <Figure name="people" draft={draft} fault={fault('people')} set={set} />
            <Figure name="share" draft={draft} fault={fault('share')} set={set} />
          </div>
          {!between && (
            <>
              <GuardFields
                guardrails={draft.guardrails}
                fault={fault('guardrails')}
                onChange={(guardrails) => set({ guardrails })}
              />
              <OtherFields
                metrics={metrics.map((one) => one.name).filter((one) => one !== draft.primary)}
                others={draft.others}
                onChange={(others) => set({ others })}
              />
            </>
          )}
          {write.isError && (
            <p role="alert" className="text-bad">
              {t('experiments.refused', { reason: reason(write.error) })}
            </p>
          )}
          {tried && faults.size > 0 && (
            <p role="alert" className="text-bad">
              {t('experiments.faults', { count: faults.size })}
            </p>
          )}
          <div className="flex flex-wrap gap-2">
            <Button look="accent" type="submit" busy={write.isPending}>
              {t('experiments.write')}
            </Button>
            <Button look="bare" onClick={() => onDone(before?.key ?? null)}>
              {t('admin.cancel')}
            </Button>
          </div>
        </form>
      </Section>
    </>
  );
}

interface FigureProps {
  name: 'people' | 'smallest' | 'days' | 'share';
  draft: Draft;
  fault: string | undefined;
  set: (change: Partial<Draft>) => void;
}

function Figure({ name, draft, fault, set }: FigureProps) {
  const { t } = useMessages();
  return (
    <Field
      label={t(`experiments.field.${name}`)}
      help={t(`experiments.field.${name}.help`)}
      fault={fault}
      type="number"
      inputMode="decimal"
      min={0}
      step="any"
      value={draft[name]}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  );
}
