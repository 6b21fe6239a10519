import { expect, test } from 'vitest';
import { marksOf, scaled, scaleOf } from './scale';

test('a scale holds every figure and 0, with room at both ends', () => {
  const scale = scaleOf([0.02, 0.12]);
  expect(scale.low).toBeLessThan(0);
  expect(scale.high).toBeGreaterThan(0.12);
  expect(scale.at(0)).toBeGreaterThan(0);
  expect(scale.at(0.12)).toBeLessThan(100);
});

test('what lies beyond its ends is drawn at them', () => {
  expect([-9, 0, 9].map(scaled(-1, 1).at)).toEqual([0, 50, 100]);
});

test('marks are round, and 0 is one of them', () => {
  expect(marksOf(scaled(-0.11, 0.24)).map((one) => Number(one.toFixed(6)))).toEqual([-0.1, 0, 0.1, 0.2]);
  expect(marksOf(scaleOf([]))).toContain(0);
});
