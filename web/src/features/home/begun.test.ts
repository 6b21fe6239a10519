import { expect, test } from 'vitest';
import type { Schemas } from '@/lib/api/client';
import { begun, nextOf } from './begun';

const watch = (id: number, progress = 100, episode_id: number | null = null) => ({
  title: { id } as Schemas['Card'],
  progress,
  episode_id,
});
const episode = (id: number, aired = true) =>
  ({ id, number: id % 10, name: `Part ${id}`, aired }) as Schemas['OneEpisode'];
const SEASONS = [
  { name: 'Season 1', episodes: [episode(11), episode(12)] },
  { name: 'Season 2', episodes: [episode(21), episode(22), episode(23, false)] },
];
const only = (watches: Parameters<typeof begun>[0]) => {
  const [first] = begun(watches);
  if (!first) throw new Error('nothing was begun');
  return nextOf(first, SEASONS);
};

test('a movie that was left in the middle waits, until it is watched to the end', () => {
  expect(begun([watch(1, 40), watch(2), watch(3, 90)]).map((one) => [one.title.id, one.progress])).toEqual([
    [1, 40],
  ]);
  expect(begun([watch(1), watch(1, 40)])).toEqual([]);
});

test('a movie that is watched again waits as well', () => {
  expect(begun([watch(1, 40), watch(1)]).map((one) => one.progress)).toEqual([40]);
});

test('after an episode comes the next one, across seasons, without those that were seen', () => {
  expect(only([watch(1, 100, 11)])?.id).toBe(12);
  expect(only([watch(1, 100, 12)])).toEqual({ id: 21, season: 'Season 2', number: 1, name: 'Part 21' });
  expect(only([watch(1, 100, 12), watch(1, 95, 21)])?.id).toBe(22);
});

test('an episode that was left in the middle is gone on with', () => {
  expect(only([watch(1, 30, 12), watch(1, 100, 11)])?.id).toBe(12);
});

test('what is not out yet, or not known, is not gone on with', () => {
  expect(only([watch(1, 100, 22)])).toBeNull();
  expect(only([watch(1, 100, 99)])).toBeNull();
});

test('a show that was watched as a whole leaves nothing', () => {
  expect(begun([watch(1), watch(1, 100, 11)])).toEqual([]);
});
