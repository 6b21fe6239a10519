import type { ReactNode } from 'react';
import { modelName } from '@/lib/house/models';
import { useMessages } from '@/lib/messages/provider';
import type { Translate } from '@/lib/messages/translate';
import { Facts } from '../facts';
import { shortName } from '../models/names';
import type { Experiment } from '../requests/experiments';
import { type ArmDraft, draftOf } from './plan';
import { metricName } from './words';

/** A plan as it was written down. */
export function PlanTold({ experiment }: { experiment: Experiment }) {
  const { t, formats, language } = useMessages();
  const plan = draftOf(experiment);
  const figure = (text: string) => Number(text).toLocaleString(language, { maximumSignificantDigits: 6 });
  const share = (text: string) => formats.percent(Number(text) / 100, Number.isInteger(Number(text)) ? 0 : 2);
  const facts: (readonly [string, ReactNode])[] = [
    ...plan.arms.map(
      (one, place) =>
        [
          t(place ? 'experiments.arm.named' : 'experiments.arm.control', { name: one.name }),
          wayOf(one, t, formats.percent),
        ] as const,
    ),
    [t('experiments.primary'), metricName(plan.primary, t)],
    [t('experiments.planned'), figure(plan.people)],
    [t('experiments.smallest'), figure(plan.smallest)],
    [t('experiments.days'), figure(plan.days)],
    [t('experiments.stop_rule'), t(`experiments.stop_rule.${plan.stop}`)],
    [t('experiments.share'), share(plan.share)],
  ];
  const guards = Object.entries(plan.guardrails);
  if (guards.length > 0) {
    const told = guards.map(([name, lost]) =>
      t('experiments.guarded', { metric: metricName(name, t), lost: share(lost) }),
    );
    facts.push([t('experiments.guardrails'), told.join(', ')]);
  }
  if (plan.others.length > 0) {
    facts.push([t('experiments.others'), plan.others.map((one) => metricName(one, t)).join(', ')]);
  }
  if (experiment.digest)
    facts.push([t('experiments.digest'), <code key="is">{experiment.digest.slice(0, 16)}</code>]);
  return <Facts facts={facts} />;
}

function wayOf(one: ArmDraft, t: Translate, percent: (share: number) => string): string {
  switch (one.way) {
    case 'slider':
      return t('experiments.way.slider.told', {
        slider: t(`experiments.slider.${one.slider as 'new'}`),
        strength: one.strength.toLocaleString(undefined, { signDisplay: 'exceptZero' }),
      });
    case 'model':
      return modelName(one.model, t);
    case 'version':
      return t('experiments.way.version.told', { name: shortName(one.version) });
    case 'explore':
      return t('experiments.way.explore.told', { share: percent(one.strength) });
    case 'usual':
      return t('experiments.way.usual');
  }
}
