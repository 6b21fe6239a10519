import { expect, test } from 'vitest';
import { doneLines, leftOver, receiptOf } from './receipt-lines';

test('a receipt tells what came of the lines, and of nothing only that there were no ratings', () => {
  const applied = {
    ratings: 0,
    watches: 3,
    marks: 0,
    added_lines: 3,
    bad_lines: 2,
    unmatched_lines: 1,
    unsure_lines: 0,
  };
  expect(receiptOf(applied)).toEqual([
    ['ratings', 0],
    ['watches', 3],
    ['unmatched_lines', 1],
    ['bad_lines', 2],
  ]);
  expect(leftOver(applied)).toBe(3);
});

test('one that was taken back tells what stayed', () => {
  const undone = { ratings_taken_back: 5, ratings_kept: 1, watches_taken_back: 0 };
  expect(receiptOf(undone)).toEqual([
    ['ratings_taken_back', 5],
    ['ratings_kept', 1],
  ]);
  expect(leftOver(undone)).toBe(0);
});

test('while it is applied, the lines that were gone through are counted, and no others', () => {
  expect(
    doneLines({ ratings: 9, added_lines: 5, same_lines: 2, kept_lines: 1, changed_lines: 3, bad_lines: 7 }),
  ).toBe(11);
});
