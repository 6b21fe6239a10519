import type { Page } from 'playwright-core';
import { logIn, newcomer, type Size, settled, type THEMES } from './house';
import { SCREENS, type Screen } from './screens';

interface Way {
  size: Size;
  theme: (typeof THEMES)[number];
  /** The names of some; all of them where it is left out. */
  only?: readonly string[] | undefined;
}

/** Goes to one screen after the other, as whoever looks at it. look: what is done when it stands there. */
export async function visitScreens(
  page: Page,
  { size, theme, only }: Way,
  look: (screen: Screen) => Promise<void>,
) {
  let who: string | null = null;
  for (const screen of SCREENS) {
    const { name, path, as, after } = screen;
    if (only && !only.includes(name)) continue;
    if (as !== who) {
      await page.context().clearCookies();
      if (as?.startsWith('walker')) await newcomer(page, `${as}.${size}.${theme}`);
      else if (as) await logIn(page, as);
      who = as;
    }
    await page.goto(path);
    await settled(page);
    await after?.(page);
    await look(screen);
  }
}
