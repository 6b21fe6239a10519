import { expect, test } from 'vitest';
import { calendar, decades, genres, histogram, meanError, months } from './count';
import type { Rated } from './requests/history';

function rated(stars: number, year: number | null, names: string[]): Rated {
  const title: Rated['title'] = {
    id: 1,
    name: 'One',
    kind: 'movie',
    year,
    runtime_min: null,
    certification: null,
    genres: names,
    poster_url: '',
  };
  return { title, stars, rated_at: null, ignored: false };
}

const EXPECTED = [
  { title_id: 1, stars: 4.5, expected: 4.2 },
  { title_id: 2, stars: 4.5, expected: 3.3 },
  { title_id: 3, stars: 0.5, expected: 0.1 },
];

test('what was expected is counted to the nearest half star, and each is counted once', () => {
  const bars = histogram(EXPECTED);
  const at = (stars: number) => bars.find((one) => one.stars === stars);
  expect(at(4.5)).toEqual({ stars: 4.5, mine: 2, expected: 0 });
  expect([at(4)?.expected, at(3.5)?.expected, at(0.5)?.expected]).toEqual([1, 1, 1]);
  expect(bars.reduce((sum, one) => sum + one.mine, 0)).toBe(3);
  expect(bars.reduce((sum, one) => sum + one.expected, 0)).toBe(3);
});

test('the mean error is in stars, either way', () => {
  expect(meanError(EXPECTED)).toBeCloseTo((0.3 + 1.2 + 0.4) / 3, 10);
  expect(meanError([])).toBeNull();
});

test('decades are in their order, and titles without a year in none', () => {
  const found = decades([rated(4, 2001, []), rated(2, 2009, []), rated(5, 1999, []), rated(1, null, [])]);
  expect(found).toEqual([
    { name: '1990', count: 1, mean: 5 },
    { name: '2000', count: 2, mean: 3 },
  ]);
});

test('a title counts for each of its genres', () => {
  const found = genres([rated(4, 2000, ['Crime', 'Drama']), rated(2, 2000, ['Drama'])]);
  expect(found).toEqual([
    { name: 'Drama', count: 2, mean: 3 },
    { name: 'Crime', count: 1, mean: 4 },
  ]);
});

test('the calendar runs from Monday to today, and counts days as they are here', () => {
  const wednesday = new Date(2026, 2, 4, 15);
  const late = new Date(2026, 2, 3, 23, 50).toISOString();
  const weeks = calendar(['2026-03-04', late, late, null, '2020-01-01'], wednesday);
  expect(weeks.map((one) => one.length)).toEqual([...Array(52).fill(7), 3]);
  expect(weeks.at(-1)).toEqual([
    { day: '2026-03-02', count: 0 },
    { day: '2026-03-03', count: 2 },
    { day: '2026-03-04', count: 1 },
  ]);
  expect(weeks[0]?.[0]?.day).toBe('2025-03-03');
  expect(months(weeks)).toEqual([{ month: '2026-03', count: 3 }]);
});
