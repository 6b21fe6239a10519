import type { MessageKey } from '@/lib/messages/catalogues';
import type { Translate } from '@/lib/messages/translate';
import type { Tone } from '../badge';
import type { Training } from '../requests/trainings';

const TONES: Partial<Record<Training['state'], Tone>> = {
  promoted: 'good',
  waiting: 'strong',
  failed: 'bad',
  stopped: 'bad',
};

export function stateTone(state: Training['state']): Tone {
  return TONES[state] ?? 'plain';
}

/** Why the gate decided so. Those of the names by which it refuses a comparison share one sentence. */
const REASONS: Record<string, MessageKey> = {
  better: 'trainings.reason.better',
  fresher: 'trainings.reason.fresher',
  guardrail: 'trainings.reason.guardrail',
  worse: 'trainings.reason.worse',
  below_floor: 'trainings.reason.below_floor',
  no_gain: 'trainings.reason.no_gain',
  underpowered: 'trainings.reason.underpowered',
  guardrail_open: 'trainings.reason.guardrail_open',
  worn_out: 'trainings.reason.worn_out',
  identical: 'trainings.reason.identical',
  too_few: 'trainings.reason.too_few',
  nobody: 'trainings.reason.too_few',
  older_snapshot: 'trainings.reason.older_snapshot',
  leak: 'trainings.reason.leak',
};

export function reasonOf(training: Training, t: Translate): string {
  const { decision, state } = training;
  if (!decision) return t(`trainings.says.${state}`);
  return t(REASONS[decision.reason] ?? 'trainings.reason.refused');
}
