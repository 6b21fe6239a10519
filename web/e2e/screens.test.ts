import { expect, test } from 'vitest';
import { axe, type Size, type Theme, window } from './house';
import { SCREENS } from './screens';
import { visitScreens } from './visit';

/** Each size and each theme once: what stands where hangs on the one, what can be read on the other. */
const LOOKED_AT: readonly [Size, Theme][] = [
  ['phone', 'dark'],
  ['desk', 'light'],
];

for (const [size, theme] of LOOKED_AT) {
  test(`axe finds nothing wrong with any screen (${size}, ${theme})`, async () => {
    const { page, faults } = await window(size, { theme });
    const wrong: string[] = [];
    const only = SCREENS.filter((one) => !one.tab).map((one) => one.name);
    await visitScreens(page, { size, theme, only }, async ({ name }) => {
      wrong.push(...(await axe(page)).map((one) => `${name} ${one}`));
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (wide > 0) wrong.push(`${name} is wider than the window by ${wide} px`);
    });
    expect(wrong).toEqual([]);
    expect(faults).toEqual([]);
  }, 180_000);
}
