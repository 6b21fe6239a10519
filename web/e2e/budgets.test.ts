import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { logIn, settled, window } from './house';

const MOST = 150 * 1024;

test('the first screen loads less than 150 KiB of packed scripts, and nothing from elsewhere', async () => {
  const { page } = await window('phone');
  await logIn(page, 'ana');
  const scripts = new Map<string, number>();
  const hosts = new Set<string>();
  page.on('response', async (answer) => {
    const address = new URL(answer.url());
    hosts.add(address.host);
    if (!address.pathname.endsWith('.js')) return;
    scripts.set(address.pathname, gzipSync(await answer.body()).length);
  });
  await page.goto('/');
  await settled(page);
  const total = [...scripts.values()].reduce((sum, one) => sum + one, 0);
  expect(scripts.size).toBeGreaterThan(0);
  expect(total).toBeLessThan(MOST);
  expect([...hosts]).toEqual([new URL(page.url()).host]);
});

test('the first screen asks for what it shows before its own code has come, and for few files', async () => {
  const { page } = await window('phone');
  await logIn(page, 'ana');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.route('**/assets/home-page-*.js', async (route) => {
    await expect.poll(() => asked).toContain('/api/v1/recommendations');
    await route.continue();
  });
  await page.goto('/');
  await page.locator('#tonight').waitFor();
  const scripts = asked.filter((path) => path.endsWith('.js'));
  expect(scripts.length).toBeLessThan(12);
});
