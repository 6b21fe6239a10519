import { expect, test } from 'vitest';
import type { components } from '../src/lib/api/schema';
import { axe, logIn, newcomer, settled, window } from './house';

type Schemas = components['schemas'];

test('the library sorts, finds, rates anew and undoes', async () => {
  const { page, faults } = await window('desk');
  await logIn(page, 'cleo');
  const answer = await page.request.get('/api/v1/me/ratings', { params: { limit: 100 } });
  const { items }: Schemas['RatedTitles'] = await answer.json();
  const worst = Math.min(...items.map((one) => one.stars));
  await page.goto('/library');
  await settled(page);
  await page.getByText(`${items.length} titles`).waitFor();
  await page.getByRole('combobox', { name: 'Order' }).selectOption('worst');
  const first = page.getByRole('slider').first();
  await expect.poll(() => first.getAttribute('aria-valuenow')).toBe(String(worst));

  const wanted = items[items.length - 1];
  if (!wanted) throw new Error('cleo has rated nothing');
  await page.getByRole('searchbox', { name: 'Find a title' }).fill(wanted.title.name.toUpperCase());
  const stars = page.getByRole('slider', { name: `Your rating of ${wanted.title.name}` });
  await stars.press(wanted.stars === 5 ? '1' : '5');
  await stars.press('Enter');
  const now = async () =>
    (await (await page.request.get(`/api/v1/titles/${wanted.title.id}/ratings`)).json()).mine.stars;
  await expect.poll(now).toBe(wanted.stars === 5 ? 1 : 5);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(now).toBe(wanted.stars);
  expect(faults).toEqual([]);
});

test('a file is dropped, put right, applied and taken back', async () => {
  const { page, faults } = await window('phone', { theme: 'light' });
  await newcomer(page, 'walker.bringing');
  const search = async (id: number) =>
    (await (await page.request.get(`/api/v1/titles/${id}`)).json()) as Schemas['Title'];
  const [one, two] = [await search(1), await search(3)];
  const table = [
    'title,year,rating',
    `"${one.name}",${one.year},4.5`,
    `A name that nothing has,${two.year},3`,
    'Nameless,1990,eleven',
  ].join('\n');
  await page.goto('/import');
  await settled(page);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  await page.getByRole('tab', { name: 'Not found (1)' }).click();
  await page.getByRole('button', { name: /^Look it up/ }).click();
  const name = page.getByRole('dialog').getByLabel('Name');
  await name.fill(two.name);
  await page.getByRole('dialog').getByRole('button', { name: two.name }).first().click();
  await page.getByRole('button', { name: 'Bring 2 lines in' }).waitFor();
  expect(await axe(page)).toEqual([]);

  await page.getByRole('button', { name: 'Bring 2 lines in' }).click();
  await page.getByRole('heading', { name: 'Your history is here' }).waitFor();
  const rated = async () => (await (await page.request.get('/api/v1/me/ratings')).json()).items.length;
  expect(await rated()).toBe(2);
  await page.getByRole('button', { name: 'Undo this import' }).click();
  await page.getByRole('heading', { name: 'This import was taken back' }).waitFor();
  expect(await rated()).toBe(0);
  expect(faults).toEqual([]);
});
