import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { axe, change, logIn, newcomer, settled, window } from './house';

/** The machine may be busy; what is waited for comes all the same. */
const PATIENCE = { timeout: 20_000 };
const inStars = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const results = (page: Page) => page.getByRole('region', { name: 'What fits' });
const titles = (page: Page) => results(page).getByRole('article').getByRole('link').allInnerTexts();

test('a slider re-ranks the list, stands in the address, and goes back', async () => {
  const { page, faults } = await window('desk');
  await newcomer(page, 'walker.steers');
  for (const id of [1, 3, 5]) await change(page, 'PUT', `/ratings/${id}`, { stars: 4.5 });
  await page.goto('/explore');
  await settled(page);
  const usual = await titles(page);
  expect(usual.length).toBe(30);
  const answered = page.waitForResponse((one) => one.url().includes('popularity=-1'));
  await page.getByRole('slider', { name: 'How well known' }).press('End');
  await page.waitForURL('**/explore?obscure=1');
  const asked = (await (await answered).json()) as { items: { title: string }[] };
  await expect.poll(() => titles(page), PATIENCE).toEqual(asked.items.map((one) => one.title));
  expect(asked.items.map((one) => one.title)).not.toEqual(usual);

  await page.getByRole('button', { name: 'Short movies' }).click();
  await page.waitForURL(/longest=90/);
  await expect.poll(() => page.url(), PATIENCE).not.toContain('obscure');
  await page.reload();
  const short = page.getByRole('button', { name: 'Short movies' });
  await expect.poll(() => short.getAttribute('aria-pressed'), PATIENCE).toBe('true');
  await page.getByRole('button', { name: 'Back to how it was' }).click();
  await expect.poll(() => titles(page), PATIENCE).toEqual(usual);
  expect(new URL(page.url()).search).toBe('');
  expect(faults).toEqual([]);
});

test('on a phone the drawer is a sheet, and where nothing fits there is a way back', async () => {
  const { page } = await window('phone');
  await logIn(page, 'ana');
  await page.goto('/explore?from=1900&to=1901');
  await page.getByRole('heading', { name: 'Nothing fits all of that' }).waitFor();
  await page.getByRole('button', { name: /^Tune/ }).click();
  const sheet = page.getByRole('dialog', { name: 'Tuning' });
  await sheet.getByLabel('To', { exact: true }).fill('2030');
  await sheet.getByRole('button', { name: 'Show the titles' }).click();
  await expect.poll(async () => (await titles(page)).length, PATIENCE).toBeGreaterThan(0);
  await page.goto('/explore?model=nonsense');
  await page.getByRole('heading', { name: 'This address asks for what is not here' }).waitFor();
  await page.getByRole('button', { name: 'Back to how it was' }).click();
  await expect.poll(async () => (await titles(page)).length, PATIENCE).toBeGreaterThan(0);
});

test('two recommenders side by side say what the API says', async () => {
  const { page } = await window('desk', { theme: 'light' });
  await logIn(page, 'ana');
  const answered = page.waitForResponse((one) => one.url().includes('models=popular'));
  await page.goto('/compare?a=popular&b=ease');
  const said = (await (await answered).json()) as {
    models: { mean_predicted_stars: number }[];
    overlap: { titles: number[] }[];
  };
  await settled(page);
  await page
    .getByRole('heading', { name: `${said.overlap[0]?.titles.length} titles of 20 in common` })
    .waitFor();
  const stars = page.getByRole('row', { name: /Stars expected/ }).getByRole('cell');
  await expect
    .poll(async () => (await stars.allInnerTexts()).map((one) => one.trim()), PATIENCE)
    .toEqual(said.models.map((one) => inStars.format(one.mean_predicted_stars)));
  expect(await axe(page)).toEqual([]);
});

test('consent, a token, and leaving for good', async () => {
  const { page, faults } = await window('desk');
  await newcomer(page, 'walker.leaves');
  await page.goto('/me?tab=privacy');
  const learn = page.getByRole('switch', { name: 'Learn from my ratings' });
  const before = await learn.getAttribute('aria-checked');
  const kept = page.waitForResponse(
    (one) => one.url().endsWith('/me/consents') && one.request().method() === 'PUT',
  );
  await learn.click();
  await kept;
  await page.reload();
  await expect.poll(() => learn.getAttribute('aria-checked'), PATIENCE).not.toBe(before);

  await page.getByRole('tab', { name: 'Security' }).click();
  await page.getByLabel('What it is for').fill('a player');
  await page.getByRole('button', { name: 'Make a token' }).click();
  const token = await page.getByRole('textbox', { name: 'The token for a player' }).inputValue();
  const bearer = { headers: { Authorization: `Bearer ${token}` } };
  expect((await page.request.get('/api/v1/me/ratings', bearer)).status()).toBe(200);
  await page.getByRole('button', { name: 'I have kept it' }).click();
  expect(await page.getByText(token).count()).toBe(0);

  await page.getByRole('tab', { name: 'Privacy' }).click();
  await page.getByRole('button', { name: 'Delete me' }).click();
  const sure = page.getByRole('button', { name: 'Delete for good' });
  await page.getByLabel(/^Type your name/).fill('walker');
  expect(await sure.isDisabled()).toBe(true);
  await page.getByLabel(/^Type your name/).fill('walker.leaves');
  await sure.click();
  await page.getByText('Everything of yours is gone').waitFor();
  const data = { username: 'walker.leaves', password: 'four quiet words here' };
  expect((await page.request.post('/api/v1/auth/login', { data })).status()).toBe(401);
  expect(faults).toEqual([]);
});

test('whoever looks after the house runs a job and invites; nobody else sees the page', async () => {
  const { page } = await window('desk');
  await logIn(page, 'admin');
  await page.goto('/admin?tab=jobs');
  await page.getByRole('button', { name: 'Tidy up', exact: true }).click();
  await page.getByText('Put down: Tidy up').waitFor();
  await page.getByRole('tab', { name: 'People' }).click();
  await page.getByRole('button', { name: 'Make an invitation' }).click();
  expect(await page.getByLabel('The invitation').inputValue()).toMatch(/^mti_/);
  const other = await window('phone');
  await logIn(other.page, 'ana');
  await other.page.goto('/admin');
  await other.page.getByRole('heading', { name: 'Only for those who look after this house' }).waitFor();
});
