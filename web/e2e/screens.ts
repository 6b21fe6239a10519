import type { Page } from 'playwright-core';
import { change, settled } from './house';

export interface Screen {
  name: string;
  path: string;
  /** Who looks at it; null: nobody who is logged in. */
  as: string | null;
  /** Behind a tab: axe looks at it in two of the four ways alone. */
  tab?: true;
  /** What is done once it is there. */
  after?: (page: Page) => Promise<void>;
}

const NEW = 'walker.new';

/** Every screen there is. axe looks at each of them, and each has its picture. */
export const SCREENS: readonly Screen[] = [
  { name: 'welcome', path: '/', as: null },
  { name: 'login', path: '/login', as: null },
  { name: 'register', path: '/register', as: null },
  { name: 'missing', path: '/no/such/screen', as: null },
  { name: 'start-where', path: '/start', as: NEW },
  { name: 'start-grid', path: '/start?step=grid', as: NEW, after: answers },
  { name: 'home-new', path: '/', as: NEW },
  { name: 'home', path: '/', as: 'ana' },
  {
    name: 'home-arrange',
    path: '/',
    as: 'ana',
    after: (page) => page.getByRole('button', { name: 'Arrange' }).click(),
  },
  { name: 'menu', path: '/', as: 'ana', after: menu },
  { name: 'search', path: '/library', as: 'ana', after: search },
  { name: 'keys', path: '/library', as: 'ana', after: keys },
  { name: 'explore', path: '/explore', as: 'ana' },
  { name: 'title', path: '/titles/1', as: 'ana' },
  { name: 'why', path: '/titles/3', as: 'ana', after: why },
  { name: 'show', path: '/titles/59', as: 'ana' },
  { name: 'person', path: '/people/1', as: 'ana' },
  { name: 'library', path: '/library', as: 'ana' },
  { name: 'library-reviews', path: '/library?list=reviews', as: 'ana', tab: true, after: writes },
  { name: 'analytics', path: '/analytics', as: 'ana' },
  { name: 'import', path: '/import', as: 'ana' },
  { name: 'compare', path: '/compare', as: 'ana' },
  { name: 'me', path: '/me', as: 'ana' },
  { name: 'me-privacy', path: '/me?tab=privacy', as: 'ana', tab: true },
  { name: 'me-security', path: '/me?tab=security', as: 'ana', tab: true },
  { name: 'admin', path: '/admin', as: 'admin' },
  { name: 'admin-traffic', path: '/admin?tab=traffic', as: 'admin', tab: true },
  { name: 'admin-jobs', path: '/admin?tab=jobs', as: 'admin', tab: true },
  { name: 'admin-people', path: '/admin?tab=people', as: 'admin', tab: true },
  { name: 'admin-shown', path: '/admin?tab=shown', as: 'admin', tab: true },
  { name: 'admin-alerts', path: '/admin?tab=alerts', as: 'admin', tab: true },
  { name: 'admin-runbook', path: '/admin?tab=alerts&one=feature-drift', as: 'admin', tab: true },
  { name: 'admin-models', path: '/admin?tab=models', as: 'admin', tab: true },
  { name: 'admin-version', path: '/admin?tab=models', as: 'admin', tab: true, after: version },
  { name: 'admin-trainings', path: '/admin?tab=trainings', as: 'admin', tab: true },
  { name: 'admin-experiments', path: '/admin?tab=experiments', as: 'admin', tab: true },
  { name: 'admin-plan', path: '/admin?tab=experiments&one=%2B', as: 'admin', tab: true },
];

async function menu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('dialog').waitFor();
}

async function keys(page: Page): Promise<void> {
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
}

async function answers(page: Page): Promise<void> {
  for (const [place, answer] of ['Loved', 'Loved', 'Not for me', 'Fine'].entries()) {
    await page.getByRole('button', { name: answer, exact: true }).nth(place).click();
  }
  await page.getByRole('region', { name: 'What we would suggest' }).getByRole('listitem').first().waitFor();
}

async function writes(page: Page): Promise<void> {
  const text = 'Slow, and worth every minute of it. The last shot alone.';
  await change(page, 'PUT', '/titles/1/review', { text, visibility: 'members' });
  await change(page, 'PUT', '/titles/3/review', { text: 'Not for me, but I see why.', spoiler: true });
  await page.reload();
  await settled(page);
}

async function version(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Versions' }).getByRole('link').first().click();
  await page.getByRole('heading', { name: 'Model card' }).waitFor();
  await settled(page);
}

async function why(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Why?' }).click();
  await page.getByRole('dialog').getByRole('table').waitFor();
}

async function search(page: Page): Promise<void> {
  await page.keyboard.press('/');
  const palette = page.getByRole('dialog');
  await palette.getByRole('combobox').fill('the');
  await palette.getByRole('option').first().waitFor();
}
