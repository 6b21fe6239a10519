import { expect, test } from 'vitest';
import { nextOpen, type Tap, tapped } from './taps';

const taps: Tap[] = [
  { id: 1, answer: 'loved' },
  { id: 2, answer: 'fine' },
];

test('another answer to the same title takes the place of the first', () => {
  expect(tapped(taps, { id: 1, answer: 'not_for_me' })).toEqual([
    { id: 1, answer: 'not_for_me' },
    { id: 2, answer: 'fine' },
  ]);
});

test('after an answer the next open poster is marked, from the start again at the end', () => {
  expect(nextOpen([1, 2, 3, 4], taps, 0)).toBe(2);
  expect(nextOpen([3, 1, 2], taps, 1)).toBe(0);
  expect(nextOpen([1, 2], taps, 0)).toBe(-1);
});
