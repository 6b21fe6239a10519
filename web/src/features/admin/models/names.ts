import type { MessageKey } from '@/lib/messages/catalogues';
import type { Translate } from '@/lib/messages/translate';
import type { Tone } from '../badge';

/** v0007-3fa9c2d81b20 as people say it: its number. The digest tells two houses apart, not two versions. */
export function shortName(version: string): string {
  const number = /^v0*(\d+)-/.exec(version)?.[1];
  return number ? `v${number}` : version;
}

const ROLES: Record<string, [MessageKey, Tone]> = {
  champion: ['models.role.champion', 'strong'],
  canary: ['models.role.canary', 'good'],
  shadow: ['models.role.shadow', 'plain'],
  previous: ['models.role.previous', 'plain'],
};

export function roleName(role: string, t: Translate): { name: string; tone: Tone } {
  const [said, tone] = ROLES[role] ?? [null, 'plain' as const];
  return { name: said ? t(said) : role, tone };
}

const OUTCOMES: Record<string, [MessageKey, Tone]> = {
  promote: ['models.gate.promote', 'good'],
  promote_as_fresher: ['models.gate.promote_as_fresher', 'good'],
  hold: ['models.gate.hold', 'plain'],
  reject: ['models.gate.reject', 'bad'],
  refused: ['models.gate.refused', 'bad'],
};

/** What the gate said of a version; that nobody asked it is said too. */
export function outcomeName(outcome: string | null, t: Translate): { name: string; tone: Tone } {
  const [said, tone] = (outcome && OUTCOMES[outcome]) || ['models.gate.none' as const, 'plain' as const];
  return { name: t(said), tone };
}

/** Who changed something. */
export function byName(by: string, t: Translate): string {
  if (by === 'the house') return t('models.by.house');
  if (by === 'the command line') return t('models.by.command_line');
  return by.startsWith('admin') || by === 'an admin' ? t('models.by.admin') : by;
}

const CHANGES: Record<string, MessageKey> = {
  'taken over': 'models.what.taken_over',
  promoted: 'models.what.promoted',
  'rolled back': 'models.what.rolled_back',
  'canary set': 'models.what.canary_set',
  'canary ended': 'models.what.canary_ended',
  'shadow set': 'models.what.shadow_set',
  'shadow ended': 'models.what.shadow_ended',
};

export function changeName(what: string, t: Translate): string {
  const said = CHANGES[what];
  return said ? t(said) : what;
}
