import { expect, test } from 'vitest';
import { logIn, settled, window } from './house';

test('the app opens without a connection, says so, and goes on once there is one', async () => {
  const { page } = await window('phone', { worker: true });
  await logIn(page, 'ben');
  await page.goto('/');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  await page.reload();
  await page.locator('#tonight').waitFor();
  expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);

  await page.context().setOffline(true);
  await page.reload();
  await page.getByText('No connection.').waitFor();
  await page.getByRole('heading', { name: 'More for you' }).waitFor();
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const held = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return held.flat().map((one) => new URL(one.url).pathname);
  });
  expect(kept).toContain('/');
  // Nothing that is about a person is kept: of the service only posters.
  expect(kept.filter((path) => path.startsWith('/api/') && !path.endsWith('/poster'))).toEqual([]);

  await page.context().setOffline(false);
  await page.locator('#tonight').waitFor();
  await settled(page);
  expect(await page.getByText('No connection.').count()).toBe(0);
}, 120_000);
