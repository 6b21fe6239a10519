import { expect, test } from 'vitest';
import { newcomer, window } from './house';

test('whoever is not logged in is sent to log in, and then to where they wanted to go', async () => {
  const { page } = await window('desk');
  await newcomer(page, 'walker.one');
  await page.context().clearCookies();
  await page.goto('/library');
  await page.getByLabel('Name').fill('walker.one');
  await page.getByLabel('Password', { exact: true }).fill('four quiet words here');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.waitForURL('**/library');
});

test('a wrong password is told in words', async () => {
  const { page } = await window('phone');
  await page.goto('/login');
  await page.getByLabel('Name').fill('ana');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('alert').getByText('Name and password do not fit together.').waitFor();
});

test('theme and language are chosen in the menu, and remembered', async () => {
  const { page } = await window('desk');
  await page.goto('/login');
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByText('Light').click();
  await page.getByText('Deutsch').click();
  await page.getByRole('heading', { name: 'Menü' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Schön, dass du da bist' }).waitFor();
  const html = page.locator('html');
  expect([await html.getAttribute('data-theme'), await html.getAttribute('lang')]).toEqual(['light', 'de']);
});

test('the language somebody chose meets them on their next device', async () => {
  const { page } = await window('desk');
  await newcomer(page, 'walker.four');
  await page.goto('/');
  await page.getByRole('button', { name: 'Menu' }).click();
  const kept = page.waitForResponse(
    (one) => one.url().endsWith('/preferences') && one.request().method() === 'PUT',
  );
  await page.getByText('Deutsch').click();
  await kept;
  const { page: other } = await window('phone');
  await other.goto('/login');
  await other.getByLabel('Name').fill('walker.four');
  await other.getByLabel('Password', { exact: true }).fill('four quiet words here');
  await other.getByRole('button', { name: 'Log in' }).click();
  await other.getByRole('link', { name: 'Entdecken' }).waitFor();
  expect(await other.locator('html').getAttribute('lang')).toBe('de');
});

test('logging in and out changes the way to everything at once, and asks for nothing that is refused', async () => {
  const { page, faults } = await window('desk');
  await newcomer(page, 'walker.two');
  await page.context().clearCookies();
  await page.goto('/login');
  await page.getByLabel('Name').fill('walker.two');
  await page.getByLabel('Password', { exact: true }).fill('four quiet words here');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('link', { name: 'Explore' }).waitFor();
  await page.locator('#tonight').waitFor();
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('link', { name: 'Create an account' }).waitFor();
  expect(await page.getByRole('link', { name: 'Explore' }).count()).toBe(0);
  expect(faults).toEqual([]);
});

test('a session that ended meanwhile leads to the login, and from there to where one was', async () => {
  const { page } = await window('desk');
  await newcomer(page, 'walker.three');
  await page.goto('/');
  await page.locator('#tonight').waitFor();
  await page.waitForLoadState('networkidle');
  await page.context().clearCookies();
  await page.getByRole('link', { name: 'Library' }).click();
  await page.waitForURL('**/login?next=*library*');
  await page.getByText('Your session has ended').waitFor();
  expect(await page.getByRole('link', { name: 'Explore' }).count()).toBe(0);
  await page.getByLabel('Name').fill('walker.three');
  await page.getByLabel('Password', { exact: true }).fill('four quiet words here');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.waitForURL('**/library');
});
