import { expect, test } from 'vitest';
import { axe, type Size, type Theme, window } from './house';
import { SCREENS } from './screens';
import { visitScreens } from './visit';

/** axe on every screen, and on every tab, at one size and in one theme; and that nothing is wider than the window. */
export function looksAtAll(size: Size, theme: Theme): void {
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

  test(`axe finds nothing wrong behind any tab (${size}, ${theme})`, async () => {
    const { page } = await window(size, { theme });
    // Tall, so that nothing lies half beneath the bar at the thumb, which is no fault of what lies there.
    if (size === 'phone') await page.setViewportSize({ width: 390, height: 4000 });
    const wrong: string[] = [];
    const only = SCREENS.filter((one) => one.tab).map((one) => one.name);
    await visitScreens(page, { size, theme, only }, async ({ name }) => {
      wrong.push(...(await axe(page)).map((one) => `${name} ${one}`));
    });
    expect(wrong).toEqual([]);
  }, 120_000);
}
