import type { Evidence, Why } from './requests/mine';

/** One line of the sum. named: a title of mine. others: all of my titles that are not named. */
export interface Summand {
  what: 'named' | 'others' | 'rest';
  evidence: Evidence | null;
  amount: number;
  /** In steps of the measure; all lines together make the total, to the last step. */
  steps: number;
}

export interface Sum {
  summands: readonly Summand[];
  /**
   * stars: steps are hundredths of a star. percent: of the score. points: thousandths, where the score
   * is no whole that has parts.
   */
  measure: 'stars' | 'percent' | 'points';
  score: number;
  totalSteps: number;
}

/**
 * The score, taken apart: titles of mine for and against, the others of mine, and the rest. The service names the
 * strongest titles alone, so what the others brought is what is missing. Rounded so that what is shown adds up. null
 * where no model knows the title.
 */
export function sumOf(why: Why): Sum | null {
  if (why.score === null || why.rest === null) return null;
  const named = once([...why.evidence, ...why.against]);
  const told = named.reduce((sum, one) => sum + one.amount, 0);
  const lines: Omit<Summand, 'steps'>[] = [
    ...named.map((evidence) => ({ what: 'named' as const, evidence, amount: evidence.amount })),
    { what: 'others', evidence: null, amount: why.score - why.rest - told },
    { what: 'rest', evidence: null, amount: why.rest },
  ];
  const score = why.score;
  // A part of the score that is larger than the score is no part that anybody can picture.
  const parts = lines.every((one) => Math.abs(one.amount) <= score);
  const measure = why.unit === 'stars' ? 'stars' : parts ? 'percent' : 'points';
  const step = measure === 'stars' ? 0.01 : measure === 'percent' ? why.score / 100 : 0.001;
  const totalSteps = Math.round(why.score / step);
  const steps = shared(
    lines.map((one) => one.amount / step),
    totalSteps,
  );
  const summands = lines
    .map((one, place) => ({ ...one, steps: steps[place] ?? 0 }))
    .filter((one) => one.what === 'named' || one.steps !== 0);
  return { summands, measure, score: why.score, totalSteps };
}

/** Whole steps that add up to the total: those that lose most by rounding down get what is left. */
function shared(parts: readonly number[], total: number): number[] {
  const whole = parts.map(Math.floor);
  const left = total - whole.reduce((sum, one) => sum + one, 0);
  const order = parts
    .map((part, place) => ({ place, lost: part - Math.floor(part) }))
    .sort((one, other) => other.lost - one.lost);
  for (const { place } of order.slice(0, Math.max(0, left))) whole[place] = (whole[place] ?? 0) + 1;
  return whole;
}

function once(evidence: readonly Evidence[]): Evidence[] {
  return [...new Map(evidence.map((one) => [one.title_id, one])).values()];
}
