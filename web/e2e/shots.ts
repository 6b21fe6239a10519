import { join } from 'node:path';
import { test } from 'vitest';
import { SIZES, type Size, settled, THEMES, window } from './house';
import { visitScreens } from './visit';

const FOLDER = process.env.SHOTS ?? join(import.meta.dirname, '../shots');
const ONLY = process.env.ONLY?.split(',');

for (const size of Object.keys(SIZES) as Size[]) {
  for (const theme of THEMES) {
    test(`pictures (${size}, ${theme})`, async () => {
      const { page } = await window(size, { theme });
      await visitScreens(page, { size, theme, only: ONLY }, async ({ name }) => {
        await settled(page);
        await page.screenshot({ path: join(FOLDER, `${name}-${size}-${theme}.png`) });
      });
    });
  }
}
