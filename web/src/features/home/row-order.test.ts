import { expect, test } from 'vitest';
import { moved, placed, ROWS } from './row-order';

test('nothing said means the order of the house', () => {
  expect(placed([]).map((one) => one.row)).toEqual([...ROWS]);
});

test('what a person said comes first, and rows of later versions stand where the house puts them', () => {
  const kept = [
    { row: 'watchlist', hidden: false },
    { row: 'rate', hidden: true },
  ];
  const order = placed(kept);
  expect(order.length).toBe(ROWS.length);
  expect(order.find((one) => one.row === 'rate')?.hidden).toBe(true);
  expect(order.findIndex((one) => one.row === 'watchlist')).toBeLessThan(
    order.findIndex((one) => one.row === 'rate'),
  );
});

test('a row that there is no more is left out', () => {
  expect(placed([{ row: 'gone', hidden: false }]).map((one) => one.row)).toEqual([...ROWS]);
});

test('rows move by one place, and not beyond the ends', () => {
  const order = placed([]);
  expect(
    moved(order, 'rate', -1)
      .map((one) => one.row)
      .slice(0, 2),
  ).toEqual(['continue', 'rate']);
  expect(moved(order, 'continue', -1)).toEqual(order);
  expect(moved(order, 'watchlist', 1)).toEqual(order);
});
