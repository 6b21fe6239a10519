import { expect, test } from 'vitest';
import { deviceOf } from './device';
import { counted } from './stored';

test('rows of an export are counted by kind, and a list without words is named as it is', () => {
  const { kinds, others } = counted({
    exported_at: 'now',
    username: 'ana',
    ratings: [1, 2, 3],
    reviews: [1],
    comments: [1, 2],
    horoscopes: [1],
  });
  const count = Object.fromEntries(kinds.map((one) => [one.kind, one.count]));
  expect([count.ratings, count.writings, count.watches]).toEqual([3, 3, 0]);
  expect(others).toEqual([{ name: 'horoscopes', count: 1 }]);
});

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0',
    'Edge, Windows',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox, Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    'Safari, iOS',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36',
    'Chrome, Android',
  ],
  ['python-httpx/0.28.1', 'python-httpx/0.28.1'],
])('%s is %s', (agent, said) => {
  expect(deviceOf(agent)).toBe(said);
});
