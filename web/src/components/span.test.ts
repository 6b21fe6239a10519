import { expect, test } from 'vitest';
import { spanOf, stepTo } from './span';

const LIST = { window: 900, height: 100, count: 10_000, beyond: 8 };

test('at the top of the page only what is in sight is there, and some rows more', () => {
  expect(spanOf({ ...LIST, top: 250 })).toEqual({ first: 0, end: 15 });
});

test('deep in a long list the number of rows stays the same', () => {
  const span = spanOf({ ...LIST, top: -500_000 });
  expect(span).toEqual({ first: 4992, end: 5017 });
});

test('at the end it ends, and a list that has become short, or that is far below, has no rows beyond its own', () => {
  expect(spanOf({ ...LIST, top: -999_500 })).toEqual({ first: 9987, end: 10_000 });
  expect(spanOf({ ...LIST, count: 3, top: -5000 })).toEqual({ first: 3, end: 3 });
  expect(spanOf({ ...LIST, top: 5000 })).toEqual({ first: 0, end: 0 });
});

const SIGHT = { first: 50, end: 60 };
const WANTED = { first: 42, end: 68 };

test('after a leap what is in sight comes first, and then so many rows more on either side until all are there', () => {
  let now = { first: 900, end: 926 };
  const way = Array.from({ length: 6 }, () => {
    now = stepTo(WANTED, { now, sight: SIGHT, step: 2 });
    return now;
  });
  expect(way.slice(0, 3)).toEqual([SIGHT, { first: 48, end: 62 }, { first: 46, end: 64 }]);
  expect(way.slice(-2)).toEqual([WANTED, WANTED]);
});

test('rows that are there already stay as long as they are wanted, and no gap comes between them', () => {
  const lower = { now: { first: 36, end: 62 }, sight: SIGHT, step: 2 };
  expect(stepTo(WANTED, lower)).toEqual({ first: 42, end: 64 });
  const justAbove = { now: { first: 24, end: 50 }, sight: SIGHT, step: 2 };
  expect(stepTo(WANTED, justAbove)).toEqual({ first: 42, end: 60 });
});
