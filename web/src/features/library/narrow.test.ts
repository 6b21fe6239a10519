import { expect, test } from 'vitest';
import { genresIn, narrowed, needsAll, WHOLE } from './narrow';
import type { Entry } from './requests/lists';

function entry(
  id: number,
  name: string,
  more: Partial<Entry & { year: number; genres: string[] }> = {},
): Entry {
  const { year = 2000, genres = ['Drama'], ...rest } = more;
  const title: Entry['title'] = {
    id,
    name,
    year,
    genres,
    kind: 'movie',
    runtime_min: 90,
    certification: null,
    poster_url: '',
  };
  return { key: String(id), at: `2026-0${id}-01`, ...rest, title };
}

const LIST = [
  entry(4, 'Étienne', { stars: 3, year: 1990 }),
  entry(3, 'Zebra', { stars: 5, genres: ['Crime', 'Drama'] }),
  entry(2, 'apple', { stars: 5, at: null }),
  entry(1, 'Brass', { stars: 0.5, year: 2020 }),
];
const ids = (by: Partial<typeof WHOLE>) =>
  narrowed(LIST, { ...WHOLE, ...by }, 'en').map((one) => one.title.id);

test('a list as it comes is not touched, and need not be whole', () => {
  expect(narrowed(LIST, WHOLE, 'en')).toBe(LIST);
  expect(needsAll(WHOLE)).toBe(false);
  expect(needsAll({ ...WHOLE, order: 'best' })).toBe(true);
  expect(needsAll({ ...WHOLE, text: ' ' })).toBe(false);
});

test('names are found without marks and capitals', () => {
  expect(ids({ text: ' etien' })).toEqual([4]);
  expect(ids({ text: 'BR' })).toEqual([3, 1]);
});

test('the order is by stars, by name as the language has it, by year, or by day with those without one last', () => {
  expect(ids({ order: 'best' })).toEqual([3, 2, 4, 1]);
  expect(ids({ order: 'worst' })).toEqual([1, 4, 3, 2]);
  expect(ids({ order: 'name' })).toEqual([2, 1, 4, 3]);
  expect(ids({ order: 'year' })).toEqual([1, 3, 2, 4]);
  expect(ids({ order: 'oldest' })).toEqual([1, 3, 4, 2]);
});

test('genres are those that there are', () => {
  expect(genresIn(LIST)).toEqual(['Crime', 'Drama']);
  expect(ids({ genre: 'Crime' })).toEqual([3]);
});
