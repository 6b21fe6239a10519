import { expect, test } from 'vitest';
import { logIn, newcomer, window } from './house';

test('an account is shut out only after one more question, and let in again by one click', async () => {
  const { page: theirs } = await window('phone');
  await newcomer(theirs, 'walker.out');
  const { page, faults } = await window('desk');
  await logIn(page, 'admin');
  await page.goto('/admin?tab=people');
  await page.getByRole('button', { name: 'Shut out: walker.out' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  expect((await theirs.request.get('/api/v1/auth/me')).status()).toBe(200);

  await page.getByRole('button', { name: 'Shut out: walker.out' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Shut out' }).click();
  await page.getByText('walker.out is shut out').waitFor();
  expect((await theirs.request.get('/api/v1/auth/me')).status()).toBe(401);

  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Shut out: walker.out' }).waitFor();
  await logIn(theirs, 'walker.out', 'four quiet words here');
  expect(faults).toEqual([]);
});

test('an address that leads nowhere among the screens of admins says so', async () => {
  const { page } = await window('desk');
  await logIn(page, 'admin');
  await page.goto('/admin?tab=cellar');
  await page.getByText('There is no page “cellar” here').waitFor();
  await page.getByRole('link', { name: 'Show its health' }).click();
  await page.getByRole('tab', { name: 'Health', selected: true }).waitFor();
});
