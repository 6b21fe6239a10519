import { expect, test } from 'vitest';
import { drawn, windowOf } from './course-lines';

const point = (people: number, difference: number, half: number) => ({
  at: '2026-03-01T00:00:00Z',
  arm: 'newer',
  people,
  difference,
  low: difference - half,
  high: difference + half,
});

test('the window is about what is known now, with 0 in the middle', () => {
  const { low, high } = windowOf([point(10, 0, 50), point(90, 0.1, 0.3)]);
  expect(high).toBeCloseTo(0.4 * 3 * 1.05);
  expect(low).toBe(-high);
  expect(windowOf([]).high).toBe(1);
});

test('lines go from the first to the last people, and what is wider than the window ends at its edge', () => {
  const points = [point(10, 0, 50), point(60, 0.5, 0.5), point(110, 0, 1)];
  const lines = drawn(points, { low: -1, high: 1 });
  expect(lines.middle).toBe('M0 50L50 25L100 50');
  expect(lines.edges).toBe('M0 0L50 0L100 0M0 100L50 50L100 100');
  expect(lines.band).toBe('M0 0L50 0L100 0L100 100L50 50L0 100Z');
});
