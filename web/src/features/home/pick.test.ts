import { expect, test } from 'vitest';
import { pickFor } from './pick';

const listed = (...stars: (number | null)[]) =>
  stars.map((predicted_stars, at) => ({ id: at + 1, predicted_stars }));

test('of the ten best the one that is expected to please most', () => {
  expect(pickFor(listed(3.5, 4.5, 4.5, 4), new Set())?.id).toBe(2);
  expect(pickFor(listed(...Array(10).fill(3), 5), new Set())?.id).toBe(1);
});

test('what was passed over makes place for the next', () => {
  expect(pickFor(listed(3.5, 4.5, 4), new Set([2]))?.id).toBe(3);
  expect(pickFor(listed(...Array(10).fill(3), 5), new Set([4]))?.id).toBe(11);
  expect(pickFor(listed(4), new Set([1]))).toBeUndefined();
});

test('where nobody says what to expect, the first', () => {
  expect(pickFor(listed(null, null), new Set())?.id).toBe(1);
});
