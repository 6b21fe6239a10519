import { expect, test } from 'vitest';
import { draftOf, faultsOf, keyOf, newArm, newDraft, planOf } from './plan';

const whole = () => ({ ...newDraft(), question: 'Do newer titles come first?', key: 'newer-first' });

test('a key is made of the question', () => {
  expect(keyOf('Do people click more, à la carte?')).toBe('do-people-click-more-a-la-carte');
  expect(keyOf('A very long question about what is on tonight')).toBe('a-very-long-question-about-what');
  expect(keyOf('???')).toBe('');
});

test('a plan says what each arm does otherwise, and shares as shares', () => {
  const draft = {
    ...whole(),
    arms: [newArm('control', 'usual'), { ...newArm('chance', 'explore'), strength: 0.2 }],
    share: '50',
    guardrails: { errors: '10' },
  };
  const plan = planOf(draft);
  expect(plan.arms).toEqual({
    control: { weight: 1, sliders: {} },
    chance: { weight: 1, sliders: {}, explore: 0.2 },
  });
  expect([plan.share, plan.guardrails]).toEqual([0.5, { errors: 0.1 }]);
});

test('another version is named, in the plan and back in the form', () => {
  const version = 'v0002-59b809a5c4bb';
  const draft = { ...whole(), arms: [newArm('control', 'usual'), { ...newArm('next', 'version'), version }] };
  const plan = planOf(draft);
  expect(plan.arms.next).toEqual({ weight: 1, sliders: {}, version });
  const { key, question, kind } = plan;
  const seen = { key, question, kind, plan } as unknown as Parameters<typeof draftOf>[0];
  expect(draftOf(seen).arms[1]).toMatchObject({ way: 'version', version });
  expect(faultsOf({ ...draft, arms: [newArm('control', 'usual'), newArm('next', 'version')] })).toEqual(
    new Set(['arms']),
  );
});

test('interleaving counts clicks and nothing else', () => {
  const plan = planOf({ ...whole(), kind: 'interleaving', others: ['likes'] });
  expect([plan.primary, plan.others, plan.guardrails]).toEqual(['clicked', [], {}]);
});

test('what was written down comes back into the form', () => {
  const plan = planOf({ ...whole(), guardrails: { milliseconds: '12.5' }, others: ['likes'] });
  const seen = { key: plan.key, question: plan.question, kind: plan.kind, plan } as unknown as Parameters<
    typeof draftOf
  >[0];
  expect(planOf(draftOf(seen))).toEqual(plan);
});

test('what cannot be sent is named', () => {
  expect(faultsOf(whole())).toEqual(new Set());
  const twice = [newArm('control', 'usual'), newArm('control')];
  const faults = faultsOf({
    ...newDraft(),
    arms: twice,
    people: '2',
    smallest: 'x',
    guardrails: { errors: '' },
  });
  expect([...faults].sort()).toEqual(['arms', 'guardrails', 'key', 'people', 'question', 'smallest']);
});
