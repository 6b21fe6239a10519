// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { flush, sendOrKeep, type Waiting, waiting } from './queue';

const write = (title: number, stars: number, account = 'ana'): Waiting => ({
  method: 'PUT',
  path: `/api/v1/ratings/${title}`,
  body: { stars },
  key: `${title}-${stars}-${account}`,
  account,
});

/** Answers each request in turn; null is a connection that broke. */
function answering(...statuses: (number | null)[]) {
  const asked: { path: string; key: string | null }[] = [];
  vi.stubGlobal('fetch', (path: string, how: RequestInit) => {
    asked.push({ path, key: new Headers(how.headers).get('Idempotency-Key') });
    const status = statuses.shift();
    if (status === null || status === undefined) return Promise.reject(new TypeError('no connection'));
    const body = status < 400 ? null : JSON.stringify({ code: 'x', title: 'no', status });
    return Promise.resolve(new Response(status === 204 ? null : body, { status }));
  });
  return asked;
}

beforeEach(() => waiting.set([]));

test('what cannot be sent waits, and outlives the page', async () => {
  answering(null);
  expect(await sendOrKeep(write(1, 4))).toBe('waiting');
  expect(JSON.parse(localStorage.getItem('matinee.waiting') ?? '[]')).toMatchObject([{ key: '1-4-ana' }]);
});

test('what waits is sent in its order with the keys it was first sent with', async () => {
  answering(null, null);
  await sendOrKeep(write(1, 4));
  await sendOrKeep(write(2, 3));
  const asked = answering(200, 200);
  expect(await flush('ana')).toEqual({ sent: 2, refused: [] });
  expect(asked.map((one) => one.key)).toEqual(['1-4-ana', '2-3-ana']);
  expect(waiting.get()).toEqual([]);
});

test('a later rating takes the place of one that waits', async () => {
  answering(null, null);
  await sendOrKeep(write(1, 4));
  await sendOrKeep(write(1, 2));
  expect(waiting.get().map((one) => one.body)).toEqual([{ stars: 2 }]);
});

test('a rating that goes through leaves no older one to be sent after it', async () => {
  answering(null, 200);
  await sendOrKeep(write(1, 4));
  expect(await sendOrKeep(write(1, 2))).toBe('sent');
  expect(waiting.get()).toEqual([]);
});

test('where the connection breaks again the rest waits on', async () => {
  answering(null, null);
  await sendOrKeep(write(1, 4));
  await sendOrKeep(write(2, 3));
  answering(200, 503);
  expect(await flush('ana')).toEqual({ sent: 1, refused: [] });
  expect(waiting.get().map((one) => one.path)).toEqual(['/api/v1/ratings/2']);
});

test('what the service refuses is dropped and told, and the next is sent', async () => {
  answering(null, null);
  await sendOrKeep(write(1, 4));
  await sendOrKeep(write(2, 3));
  answering(404, 200);
  const { sent, refused } = await flush('ana');
  expect([sent, refused.length, waiting.get().length]).toEqual([1, 1, 0]);
});

test('an ended session keeps what waits', async () => {
  answering(null);
  await sendOrKeep(write(1, 4));
  answering(401);
  await flush('ana');
  expect(waiting.get().length).toBe(1);
});

test("nobody sends another's changes", async () => {
  answering(null);
  await sendOrKeep(write(1, 4, 'ben'));
  const asked = answering(200);
  await flush('ana');
  expect([asked.length, waiting.get().length]).toEqual([0, 1]);
});

test('a refusal while there is a connection is thrown, and nothing waits', async () => {
  answering(422);
  await expect(sendOrKeep(write(1, 9))).rejects.toMatchObject({ status: 422 });
  expect(waiting.get()).toEqual([]);
});
