import { expect, test } from 'vitest';
import type { components } from '../src/lib/api/schema';
import { axe, logIn, settled, window } from './house';

type Schemas = components['schemas'];
const RATED = { limit: 100 };

/** Of the three who have a history, each test has one to itself. */
async function titlePage(who: string, size: 'desk' | 'phone', path: string) {
  const { page, faults } = await window(size);
  await logIn(page, who);
  await page.goto(path);
  await settled(page);
  return { page, faults };
}

test('Why tells the sum that the API tells, and a rating is left out of it and let in again', async () => {
  const { page, faults } = await titlePage('ana', 'desk', '/explore');
  const found = await page.request.get('/api/v1/recommendations', { params: { k: 5 } });
  const { items }: Schemas['Recommendations'] = await found.json();
  const title = items[0];
  if (!title) throw new Error('ana is recommended nothing');
  const ask = async (): Promise<Schemas['Why']> =>
    (await page.request.get(`/api/v1/recommendations/${title.id}/why`)).json();
  await page.goto(`/titles/${title.id}`);
  await settled(page);
  await page.getByRole('button', { name: 'Why?' }).click();
  const table = page.getByRole('dialog').getByRole('table');
  await table.waitFor();

  const why = await ask();
  const cells = table.locator('[data-amount]');
  const amounts = await cells.evaluateAll((all) => all.map((one) => Number(one.getAttribute('data-amount'))));
  // What would round to nothing has no line of its own.
  const lines = await table.locator('[data-what=rest]').count();
  const rest = why.rest ?? Number.NaN;
  const score = why.score ?? Number.NaN;
  expect(lines).toBe(Math.abs(rest) < score / 1000 ? 0 : 1);
  expect(amounts.reduce((sum, one) => sum + one, 0) + (lines ? 0 : rest)).toBeCloseTo(score, 6);
  expect(await table.locator('[data-what=named]').count()).toBe(why.evidence.length + why.against.length);
  if (lines) expect(amounts.at(-1)).toBeCloseTo(rest, 9);
  const figures = (await cells.allTextContents()).map((one) => Number(one.replace('%', '')));
  const total = await table.locator('[data-total]').textContent();
  expect(figures.reduce((sum, one) => sum + one, 0)).toBeCloseTo(Number(total?.replace('%', '')), 6);
  expect(await axe(page)).toEqual([]);

  const gift = why.evidence[0];
  if (!gift) throw new Error('nothing of ana speaks for it');
  await page.getByRole('button', { name: new RegExp(`Leave this rating out.*${gift.title}`) }).click();
  await page.getByText(`${gift.title} is left out of your recommendations`).waitFor();
  await expect
    .poll(async () => (await ask()).evidence.map((one) => one.title_id))
    .not.toContain(gift.title_id);
  await table.getByRole('link', { name: gift.title, exact: true }).waitFor({ state: 'detached' });
  // What is said meanwhile stands before the panel, where it can be pressed.
  await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
  await table.getByRole('link', { name: gift.title, exact: true }).waitFor();
  expect(faults).toEqual([]);
});

test('a title is rated by the keyboard, undone, watched, marked and written about', async () => {
  const { page, faults } = await titlePage('ben', 'phone', '/library');
  const rated: Schemas['RatedTitles'] = await (
    await page.request.get('/api/v1/me/ratings', { params: RATED })
  ).json();
  const known = new Set(rated.items.map((one) => one.title.id));
  const id = [...Array(200).keys()].map((one) => one + 1).find((one) => !known.has(one)) ?? 1;
  const mine = async () =>
    (await (await page.request.get(`/api/v1/titles/${id}/ratings`)).json()).mine?.stars ?? null;
  await page.goto(`/titles/${id}`);
  await settled(page);

  const stars = page.getByRole('slider');
  await stars.focus();
  await page.keyboard.press('4');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.getByText('4.5 of 5 stars').waitFor();
  await expect.poll(mine).toBe(4.5);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(mine).toBe(null);

  await page.getByRole('button', { name: 'Watched it' }).click();
  const remove = page.getByRole('button', { name: /^Delete the watch/ });
  await remove.click();
  await page.getByText('You have not noted that you watched it.').waitFor();
  const watchlist = page.getByRole('button', { name: 'Watchlist' });
  await watchlist.click();
  await page.getByText('is on your watchlist').waitFor();
  expect(await watchlist.getAttribute('aria-pressed')).toBe('true');
  await page.getByRole('textbox', { name: 'Note' }).fill('Lent to me.');
  await page.getByRole('button', { name: 'Save the note' }).click();
  await page.getByText('Your note is saved').waitFor();

  await page.reload();
  await settled(page);
  expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('Lent to me.');
  expect(await watchlist.getAttribute('aria-pressed')).toBe('true');
  expect(faults).toEqual([]);
});

test('where to watch asks for the country, and then shows what is on there', async () => {
  const { page } = await titlePage('cleo', 'desk', '/titles/3');
  const country = page.getByLabel('Your country');
  await country.selectOption('FR');
  await page.getByRole('heading', { name: 'Where to watch in France' }).waitFor();
  await page.getByText('Keepsake', { exact: true }).waitFor();
  const region = async () => (await (await page.request.get('/api/v1/me/preferences')).json()).region;
  await expect.poll(region).toBe('FR');
});
