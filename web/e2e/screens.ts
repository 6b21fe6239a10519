import type { Page } from 'playwright-core';

export interface Screen {
  name: string;
  path: string;
  /** Who looks at it; null: nobody who is logged in. */
  as: string | null;
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
  { name: 'menu', path: '/', as: 'ana', after: (page) => page.getByRole('button', { name: 'Menu' }).click() },
  { name: 'search', path: '/library', as: 'ana', after: search },
  { name: 'keys', path: '/library', as: 'ana', after: (page) => page.keyboard.press('?') },
  { name: 'explore', path: '/explore', as: 'ana' },
  { name: 'title', path: '/titles/1', as: 'ana' },
  { name: 'why', path: '/titles/3', as: 'ana', after: why },
  { name: 'show', path: '/titles/59', as: 'ana' },
  { name: 'person', path: '/people/1', as: 'ana' },
  { name: 'library', path: '/library', as: 'ana' },
  { name: 'analytics', path: '/analytics', as: 'ana' },
  { name: 'import', path: '/import', as: 'ana' },
  { name: 'compare', path: '/compare', as: 'ana' },
  { name: 'me', path: '/me', as: 'ana' },
  { name: 'admin', path: '/admin', as: 'admin' },
];

async function answers(page: Page): Promise<void> {
  for (const [place, answer] of ['Loved', 'Loved', 'Not for me', 'Fine'].entries()) {
    await page.getByRole('button', { name: answer, exact: true }).nth(place).click();
  }
  await page.locator('aside ol li').first().waitFor();
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
