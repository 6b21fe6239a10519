import { expect, test } from 'vitest';
import type { Schemas } from '@/lib/api/client';
import { chosen, sidesOf } from './sides';

const slate = (...ids: number[]) =>
  ids.map((id, place) => ({ id, rank: place + 1 }) as Schemas['Recommended']);

test('what both found, and what only one of them found', () => {
  const { both, first, second, share } = sidesOf(slate(1, 2, 3), slate(4, 3, 1, 5));
  expect(both.map((one) => [one.item.id, ...one.ranks])).toEqual([
    [1, 1, 3],
    [3, 3, 2],
  ]);
  expect([first.map((one) => one.id), second.map((one) => one.id)]).toEqual([[2], [4, 5]]);
  expect(share).toBeCloseTo(2 / 5);
});

test('two empty lists have nothing in common to speak of', () => {
  expect(sidesOf([], [])).toEqual({ both: [], first: [], second: [], share: null });
});

test('without names the house chooses; one name is given company', () => {
  const models = ['ease', 'popular', 'weighted'];
  expect(chosen({}, models)).toBeNull();
  expect(chosen({ a: 'nobody' }, models)).toBeNull();
  expect(chosen({ a: 'ease' }, models)).toEqual(['ease', 'popular']);
  expect(chosen({ b: 'ease' }, models)).toEqual(['popular', 'ease']);
  expect(chosen({ a: 'weighted', b: 'ease' }, models)).toEqual(['weighted', 'ease']);
});
