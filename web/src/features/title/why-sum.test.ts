import { describe, expect, test } from 'vitest';
import type { Evidence, Why } from './requests/mine';
import { sumOf } from './why-sum';

const evidence = (title_id: number, amount: number): Evidence => ({
  title_id,
  title: `Title ${title_id}`,
  stars: 4,
  felt: 'liked',
  amount,
  share: null,
});

function why(said: Partial<Why>): Why {
  return {
    id: 1,
    title: 'One',
    model: 'ease',
    model_version: 'v',
    kind: 'titles',
    text: '',
    sum: [],
    score: 1,
    unit: 'points',
    method: 'arithmetic',
    evidence: [],
    against: [],
    factors: [],
    rest: 0,
    rest_name: '',
    predicted_stars: null,
    interval: null,
    confidence: null,
    also: [],
    ...said,
  };
}

describe('the sum of a reason', () => {
  const said = why({
    score: 0.917,
    rest: 0.113,
    evidence: [evidence(1, 0.333), evidence(2, 0.301)],
    against: [evidence(3, -0.0777)],
  });

  test('is the score: what is named, the others of mine, and the rest', () => {
    const sum = sumOf(said);
    const amounts = sum?.summands.map((one) => one.amount) ?? [];
    expect(amounts.reduce((all, one) => all + one, 0)).toBeCloseTo(0.917, 10);
    expect(sum?.summands.find((one) => one.what === 'others')?.amount).toBeCloseTo(0.2477, 10);
  });

  test.each([
    ['percent', said],
    [
      'stars',
      why({
        unit: 'stars',
        score: 3.337,
        rest: 2.2149,
        evidence: [evidence(1, 0.5551), evidence(2, 0.3349)],
      }),
    ],
    ['points', why({ score: 0.1766, rest: -0.6915, evidence: [evidence(1, 0.4498), evidence(2, 0.3234)] })],
    ['points', why({ score: -0.2016, rest: -0.3012, evidence: [evidence(1, 0.0333), evidence(2, 0.0333)] })],
  ] as const)('adds up as it is shown, in %s', (measure, reason) => {
    const sum = sumOf(reason);
    expect(sum?.measure).toBe(measure);
    expect(sum?.summands.reduce((all, one) => all + one.steps, 0)).toBe(sum?.totalSteps);
    expect(sum?.totalSteps).toBe(
      { percent: 100, stars: 334, points: Math.round((reason.score ?? 0) * 1000) }[measure],
    );
    const step = { percent: reason.score ?? 0, stars: 1, points: 0.1 }[measure] / 100;
    for (const one of sum?.summands ?? []) expect(Math.abs(one.amount / step - one.steps)).toBeLessThan(1);
  });

  test('leaves out others that brought nothing, and names no title twice', () => {
    const sum = sumOf(
      why({ score: 1, rest: 0.4, evidence: [evidence(1, 0.6)], against: [evidence(1, 0.6)] }),
    );
    expect(sum?.summands.map((one) => one.what)).toEqual(['named', 'rest']);
  });

  test('is none where no model knows the title', () => {
    expect(sumOf(why({ score: null, rest: null }))).toBeNull();
  });
});
