import type { MessageKey } from '@/lib/messages/catalogues';
import type { Translate } from '@/lib/messages/translate';
import type { Tone } from '../badge';

const METRICS: Record<string, MessageKey> = {
  clicks_per_slate: 'experiments.metric.clicks_per_slate',
  clicked: 'experiments.metric.clicked',
  likes: 'experiments.metric.likes',
  ratings: 'experiments.metric.ratings',
  watches: 'experiments.metric.watches',
  slates: 'experiments.metric.slates',
  returned: 'experiments.metric.returned',
  satisfaction: 'experiments.metric.satisfaction',
  dismissals_per_slate: 'experiments.metric.dismissals_per_slate',
  milliseconds: 'experiments.metric.milliseconds',
  errors: 'experiments.metric.errors',
};

/** A metric as people call it; one that is newer than this page by its name. */
export function metricName(name: string, t: Translate): string {
  const said = METRICS[name];
  return said ? t(said) : name;
}

const OUTCOMES: Record<string, [MessageKey, Tone]> = {
  broken: ['experiments.outcome.broken', 'bad'],
  harmful: ['experiments.outcome.harmful', 'bad'],
  running: ['experiments.outcome.running', 'plain'],
  better: ['experiments.outcome.better', 'good'],
  mixed: ['experiments.outcome.mixed', 'plain'],
  worse: ['experiments.outcome.worse', 'bad'],
  no_difference: ['experiments.outcome.no_difference', 'plain'],
};

export function outcomeOf(outcome: string, t: Translate): { name: string; tone: Tone } {
  const [said, tone] = OUTCOMES[outcome] ?? [null, 'plain' as const];
  return { name: said ? t(said) : outcome, tone };
}

const STATES: Record<string, Tone> = { draft: 'plain', running: 'strong', stopped: 'plain' };

export function stateTone(state: string): Tone {
  return STATES[state] ?? 'plain';
}
