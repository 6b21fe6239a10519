import { expect, test } from 'vitest';
import type { components } from '../src/lib/api/schema';
import { axe, change, logIn, newcomer, settled, window } from './house';

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
  const scales = page.getByRole('group', { name: 'Its ratings are out of' });
  for (const scale of ['10', '5']) {
    await scales.getByText(scale, { exact: true }).click();
    await page.getByText(`Its ratings were read as out of ${scale}.`).waitFor();
  }
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

test('reviews stand in the library, where they are changed, deleted and put back', async () => {
  const { page, faults } = await window('desk');
  await newcomer(page, 'walker.writes');
  await change(page, 'PUT', '/titles/1/review', { text: 'Slow.', visibility: 'members' });
  const { name } = (await (await page.request.get('/api/v1/titles/1')).json()) as Schemas['Title'];
  const kept = async () => {
    const found = await (await page.request.get('/api/v1/me/reviews')).json();
    return (found as Schemas['MyReviews']).items.map((one) => [one.text, one.visibility]);
  };
  await page.goto('/library?list=reviews');
  await page.getByText('Slow.').waitFor();
  await page.getByRole('button', { name: `Change the review of ${name}` }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Slow, and good.');
  await page.getByRole('dialog').getByText('Only me').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save the review' }).click();
  await page.getByRole('list', { name: 'Titles' }).getByText('Slow, and good.').waitFor();
  await expect.poll(kept).toEqual([['Slow, and good.', 'private']]);
  await page.getByRole('button', { name: `Delete the review of ${name}` }).click();
  await page.getByText(`The review of ${name} is deleted`).waitFor();
  await expect.poll(kept).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Slow, and good.').waitFor();
  await expect.poll(kept).toEqual([['Slow, and good.', 'private']]);
  expect(faults).toEqual([]);
});

test('what was begun waits on the home screen with what comes next, until it is watched', async () => {
  const { page, faults } = await window('phone');
  await newcomer(page, 'walker.begins');
  const show = 59;
  const seasons = await (await page.request.get(`/api/v1/titles/${show}/seasons`)).json();
  const [first, second, third] = (seasons as Schemas['SeasonList']).items.flatMap((one) => one.episodes);
  if (!first || !second || !third) throw new Error('the show has no three episodes');
  await change(page, 'POST', '/titles/1/watches', { progress: 40 });
  await change(page, 'POST', `/titles/${show}/watches`, { episode_id: first.id });
  await page.goto('/');
  const row = page.getByRole('region', { name: 'Continue' });
  await row.getByText('You have seen 40').waitFor();
  await row.getByText(`: ${second.name}`).first().waitFor();
  await row.getByRole('button', { name: second.name }).click();
  await row.getByText(`: ${third.name}`).first().waitFor();
  expect(faults).toEqual([]);
});
