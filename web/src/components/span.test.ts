import { expect, test } from 'vitest';
import { spanOf } from './span';

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
