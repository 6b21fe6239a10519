import type { Page } from 'playwright-core';

/** What a page noted of itself. */
interface Watched {
  lcp: number;
  slowest: number;
  longest: number;
  nodes: number;
}

/** Begins to write down paints, interactions and long tasks before the page does anything. */
export async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { lcp: 0, slowest: 0, longest: 0, nodes: 0 };
    Object.assign(globalThis, { seen });
    const note = (type: string, take: (entry: PerformanceEntry) => void, more = {}) =>
      new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
        type,
        buffered: true,
        ...more,
      });
    note('largest-contentful-paint', (one) => {
      seen.lcp = one.startTime;
    });
    const interaction = (one: PerformanceEntry) => {
      const { interactionId, duration } = one as PerformanceEventTiming & { interactionId?: number };
      if (interactionId) seen.slowest = Math.max(seen.slowest, duration);
    };
    note('event', interaction, { durationThreshold: 16 });
    note('longtask', (one) => {
      seen.longest = Math.max(seen.longest, one.duration);
    });
  });
}

export const seen = (page: Page): Promise<Watched> =>
  page.evaluate(() => (globalThis as unknown as { seen: Watched }).seen);
/** What was slow so far. */
export const forget = (page: Page) =>
  page.evaluate(() =>
    Object.assign((globalThis as unknown as { seen: Watched }).seen, { slowest: 0, longest: 0 }),
  );
