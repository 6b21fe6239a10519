import { expect, test } from 'vitest';
import { axe, logIn, newcomer, SIZES, type Size, settled, THEMES, window } from './house';
import { SCREENS } from './screens';

for (const size of Object.keys(SIZES) as Size[]) {
  for (const theme of THEMES) {
    test(`axe finds nothing wrong with any screen (${size}, ${theme})`, async () => {
      const { page, faults } = await window(size, { theme });
      const wrong: string[] = [];
      let who: string | null = null;
      for (const { name, path, as, after } of SCREENS) {
        if (as !== who) {
          await page.context().clearCookies();
          if (as?.startsWith('walker')) await newcomer(page, `${as}.${size}.${theme}`);
          else if (as) await logIn(page, as);
          who = as;
        }
        await page.goto(path);
        await settled(page);
        await after?.(page);
        wrong.push(...(await axe(page)).map((one) => `${name} ${one}`));
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (wide > 0) wrong.push(`${name} is wider than the window by ${wide} px`);
      }
      expect(wrong).toEqual([]);
      expect(faults).toEqual([]);
    }, 180_000);
  }
}
