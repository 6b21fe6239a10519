import { expect, test } from 'vitest';
import type { Schemas } from '@/lib/api/client';
import { byJob, years } from './credits';

const credit = (
  id: number,
  job: Schemas['MadeTitle']['job'],
  year: number | null,
  character: string | null = null,
): Schemas['MadeTitle'] => ({
  id,
  kind: 'movie',
  name: `title ${id}`,
  year,
  runtime_min: null,
  certification: null,
  genres: [],
  poster_url: `/api/v1/titles/${id}/poster`,
  job,
  character,
});

test('each title stands once under a job, the newest first, without a year last', () => {
  const [directed, acted] = byJob([
    credit(1, 'cast', 1990, 'A guard'),
    credit(2, 'cast', null),
    credit(1, 'cast', 1990, 'A king'),
    credit(3, 'cast', 2001),
    credit(3, 'director', 2001),
  ]);
  expect([directed?.job, directed?.made.map((one) => one.title.id)]).toEqual(['director', [3]]);
  expect(acted?.made.map((one) => one.title.id)).toEqual([3, 1, 2]);
  expect(acted?.made[1]?.characters).toEqual(['A guard', 'A king']);
});

test('the years go from the first known to the last', () => {
  expect(years([credit(1, 'cast', 1990), credit(2, 'cast', null), credit(3, 'cast', 1971)])).toEqual([
    1971, 1990,
  ]);
  expect(years([credit(2, 'cast', null)])).toBeNull();
});
