import { expect, test } from 'vitest';
import { PRESETS, same, strength, tidied, toggled, tuningOf, wishOf } from './tuning';

test('obscure and new on the right are asked of the service as popular and old the other way round', () => {
  expect(wishOf({ obscure: 0.5, new: -1, surprising: 0.25, diverse: -0.75 })).toEqual({
    popularity: -0.5,
    age: 1,
    novelty: 0.25,
    diversity: -0.75,
  });
});

test('what is not set is not asked, so that the house decides it', () => {
  expect(wishOf({})).toEqual({});
});

test('filters are asked by the names of the service', () => {
  const set = {
    model: 'ease',
    genres: 'crime,film-noir',
    without: 'war',
    from: 1950,
    longest: 90,
    mine: true,
  } as const;
  expect(wishOf(set)).toEqual({
    model: 'ease',
    genre: ['crime', 'film-noir'],
    without_genre: ['war'],
    year_from: 1950,
    longest: 90,
    on_mine: true,
  });
});

test('an address with nonsense in it asks for what is left', () => {
  const said = { obscure: 7, new: 'x', kind: 'opera', genres: '<script>', from: 3, to: 1999, mine: 'no' };
  expect(tuningOf(said)).toEqual({ to: 1999 });
});

test('an address that was typed is read as one that was made', () => {
  expect(tuningOf({ obscure: '0.5', from: '1950', mine: 'true' })).toEqual({
    obscure: 0.5,
    from: 1950,
    mine: true,
  });
});

test('a slider in the middle stands in no address', () => {
  expect(tidied({ obscure: 0, genres: '', kind: undefined, new: 1 })).toEqual({ new: 1 });
});

test('every preset outlives its way through an address', () => {
  for (const { tuning } of PRESETS) expect(tuningOf({ ...tuning })).toEqual(tuning);
});

test('a genre goes in and out of a list', () => {
  expect(toggled(toggled(undefined, 'crime'), 'war')).toBe('crime,war');
  expect(toggled('crime,war', 'crime')).toBe('war');
});

test('two settings are the same whatever the order, and not where one has more', () => {
  expect(same({ new: 1, kind: 'show' }, { kind: 'show', new: 1 })).toBe(true);
  expect(same({ new: 1 }, { new: 1, kind: 'show' })).toBe(false);
  expect(same({ new: 1, kind: 'show' }, { new: 1 })).toBe(false);
});

test('strength is told in four steps, both ways alike', () => {
  expect([0, 0.25, -0.5, 1].map(strength)).toEqual(['none', 'little', 'plain', 'very']);
});
