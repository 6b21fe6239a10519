import type { Experiment, Plan } from '../requests/experiments';

/** What an arm does otherwise than everybody's answer. */
export type Way = 'usual' | 'slider' | 'model' | 'version' | 'explore';
export const WAYS = ['usual', 'slider', 'model', 'version', 'explore'] as const;
export const SLIDERS = ['obscure', 'new', 'surprising', 'diverse', 'own_mix'] as const;
export const MOST_ARMS = 6;
/** Of these less is better: they are there to be guarded. */
export const GUARDED = ['dismissals_per_slate', 'milliseconds', 'errors'] as const;

export interface ArmDraft {
  /** Stays when it is renamed. */
  id: number;
  name: string;
  way: Way;
  slider: string;
  /** From -1 to 1; of chance from 0 to 0.5. */
  strength: number;
  model: string;
  version: string;
}

/** What the form holds: figures as they were typed. */
export interface Draft {
  key: string;
  question: string;
  kind: Plan['kind'];
  arms: ArmDraft[];
  primary: string;
  people: string;
  smallest: string;
  days: string;
  stop: Plan['stop'];
  /** Per cent of all people. */
  share: string;
  others: string[];
  /** Per cent that may be lost, by metric. */
  guardrails: Record<string, string>;
}

let last = 0;

export function newArm(name: string, way: Way = 'slider'): ArmDraft {
  last += 1;
  return {
    id: last,
    name,
    way,
    slider: 'new',
    strength: way === 'explore' ? 0.1 : 0.4,
    model: '',
    version: '',
  };
}

export function newDraft(): Draft {
  return {
    key: '',
    question: '',
    kind: 'ab',
    arms: [newArm('control', 'usual'), newArm('newer')],
    primary: 'clicks_per_slate',
    people: '400',
    smallest: '0.1',
    days: '7',
    stop: 'always',
    share: '100',
    others: [],
    guardrails: { dismissals_per_slate: '20' },
  };
}

/** A plan that was written down before. */
export function draftOf({ key, question, kind, plan }: Experiment): Draft {
  const said = plan as unknown as Plan & { arms: Record<string, Partial<Plan['arms'][string]>> };
  return {
    key,
    question,
    kind,
    arms: Object.entries(said.arms).map(([name, one]) => {
      const [slider, strength] = Object.entries(one.sliders ?? {})[0] ?? [];
      const way: Way = slider
        ? 'slider'
        : one.ranks
          ? 'model'
          : one.version
            ? 'version'
            : one.explore
              ? 'explore'
              : 'usual';
      const arm = newArm(name, way);
      return {
        ...arm,
        slider: slider ?? arm.slider,
        strength: strength ?? one.explore ?? arm.strength,
        model: one.ranks ?? '',
        version: one.version ?? '',
      };
    }),
    primary: said.primary,
    people: String(said.people),
    smallest: String(said.smallest),
    days: String(said.days),
    stop: said.stop,
    share: String(Math.round((said.share ?? 1) * 10_000) / 100),
    others: said.others ?? [],
    guardrails: Object.fromEntries(
      Object.entries(said.guardrails ?? {}).map(([name, lost]) => [
        name,
        String(Math.round(lost * 10_000) / 100),
      ]),
    ),
  };
}

/** A key made of the question: small letters, digits and dashes. */
export function keyOf(question: string): string {
  const plain = question
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 32)
    .replace(/-+$/, '');
}

/** As the service takes it. Interleaving counts whose picks are clicked, and nothing else. */
export function planOf(draft: Draft): Plan {
  const between = draft.kind === 'interleaving';
  return {
    key: draft.key,
    question: draft.question.trim(),
    kind: draft.kind,
    arms: Object.fromEntries(
      draft.arms.slice(0, between ? 2 : MOST_ARMS).map((one) => [one.name.trim(), armOf(one)]),
    ),
    primary: between ? 'clicked' : draft.primary,
    people: Math.round(Number(draft.people)),
    smallest: Number(draft.smallest),
    days: Number(draft.days),
    stop: draft.stop,
    alpha: 0.05,
    power: 0.8,
    share: Number(draft.share) / 100,
    least_ratings: 1,
    others: between ? [] : draft.others.filter((one) => one !== draft.primary),
    guardrails: between
      ? {}
      : Object.fromEntries(
          Object.entries(draft.guardrails)
            .filter(([name]) => name !== draft.primary)
            .map(([name, lost]) => [name, Number(lost) / 100]),
        ),
  };
}

function armOf(one: ArmDraft): Plan['arms'][string] {
  const arm = { weight: 1, sliders: {} };
  if (one.way === 'slider') return { ...arm, sliders: { [one.slider]: one.strength } };
  if (one.way === 'model') return { ...arm, ranks: one.model };
  if (one.way === 'version') return { ...arm, version: one.version };
  if (one.way === 'explore') return { ...arm, explore: one.strength };
  return arm;
}

/** Which fields cannot be sent as they are. */
export function faultsOf(draft: Draft): Set<string> {
  const found = new Set<string>();
  const positive = (text: string) => Number.isFinite(Number(text)) && Number(text) > 0;
  if (!draft.question.trim()) found.add('question');
  if (!/^[a-z0-9][a-z0-9-]{0,31}$/.test(draft.key)) found.add('key');
  if (!positive(draft.people) || Number(draft.people) < 4) found.add('people');
  if (!positive(draft.smallest)) found.add('smallest');
  if (!positive(draft.days) || Number(draft.days) > 90) found.add('days');
  if (!positive(draft.share) || Number(draft.share) > 100) found.add('share');
  const names = draft.arms.map((one) => one.name.trim());
  const named = names.every((one) => /^[a-z0-9][a-z0-9-]{0,23}$/.test(one));
  if (!named || new Set(names).size < names.length) found.add('arms');
  const missing = (one: ArmDraft) =>
    (one.way === 'model' && !one.model) || (one.way === 'version' && !one.version);
  if (draft.arms.some(missing)) found.add('arms');
  if (Object.values(draft.guardrails).some((one) => !positive(one) || Number(one) >= 100))
    found.add('guardrails');
  return found;
}
