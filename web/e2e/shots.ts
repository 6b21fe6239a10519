import { join } from 'node:path';
import { test } from 'vitest';
import { logIn, newcomer, SIZES, type Size, settled, THEMES, window } from './house';
import { SCREENS } from './screens';

const FOLDER = process.env.SHOTS ?? join(import.meta.dirname, '../shots');
const ONLY = process.env.ONLY?.split(',');

for (const size of Object.keys(SIZES) as Size[]) {
  for (const theme of THEMES) {
    test(`pictures (${size}, ${theme})`, async () => {
      const { page } = await window(size, { theme });
      let who: string | null = null;
      for (const { name, path, as, after } of SCREENS) {
        if (ONLY && !ONLY.includes(name)) continue;
        if (as !== who) {
          await page.context().clearCookies();
          if (as?.startsWith('walker')) await newcomer(page, `${as}.${size}.${theme}`);
          else if (as) await logIn(page, as);
          who = as;
        }
        await page.goto(path);
        await settled(page);
        await after?.(page);
        await settled(page);
        await page.screenshot({ path: join(FOLDER, `${name}-${size}-${theme}.png`) });
      }
    });
  }
}
