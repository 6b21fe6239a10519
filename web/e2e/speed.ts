import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { logIn, newcomer, settled, window } from './house';
import { manyRatings } from './many-ratings';
import { forget, seen, watch } from './watching';

/** Each figure is the median of so many windows, each with nothing remembered. */
const TIMES = Number(process.env.TIMES ?? 5);
const MANY = 10_000;
const FOLDER = process.env.SPEED ?? '';

interface Figure {
  what: string;
  value: number;
  unit: string;
  target: string;
}
const figures: Figure[] = [];

afterAll(() => {
  if (FOLDER) writeFileSync(FOLDER, JSON.stringify(figures, null, 1));
});

const median = (values: readonly number[]) =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

for (const [name, path, who] of [
  ['Welcome', '/', null],
  ['Home', '/', 'ana'],
  ['Explore', '/explore', 'ana'],
  ['Title', '/titles/1', 'ana'],
  ['Library', '/library', 'ana'],
] as const) {
  test(`largest paint of ${name}`, async () => {
    for (const size of ['phone', 'desk'] as const) {
      const paints: number[] = [];
      for (let time = 0; time < TIMES; time += 1) {
        const { page } = await window(size);
        await watch(page);
        if (who) await logIn(page, who);
        await page.goto(path);
        await settled(page);
        await page.waitForTimeout(300);
        paints.push((await seen(page)).lcp);
        await page.context().close();
      }
      expect(median(paints)).toBeGreaterThan(0);
      figures.push({
        what: `Largest contentful paint, ${name}, ${size}`,
        value: median(paints),
        unit: 'ms',
        target: 'under 1500',
      });
    }
  });
}

const INTERACTIONS: readonly (readonly [string, string, (page: Page) => Promise<unknown>])[] = [
  ['rate a title', '/titles/1', (page) => page.getByRole('slider').first().press('4')],
  ['open the menu', '/', (page) => page.getByRole('button', { name: 'Menu' }).click()],
  [
    'type into the search',
    '/library',
    async (page) => {
      await page.keyboard.press('/');
      await page.getByRole('dialog').getByRole('combobox').pressSequentially('the last', { delay: 60 });
    },
  ],
  [
    'move a slider of explore',
    '/explore',
    async (page) => {
      const slider = page.getByRole('slider', { name: 'How well known' });
      await slider.focus();
      for (let step = 0; step < 8; step += 1) await page.keyboard.press('ArrowRight', { delay: 40 });
    },
  ],
  [
    'answer the grid',
    '/start?step=grid',
    async (page) => {
      for (const [place, word] of ['Loved', 'Fine', 'Not for me', 'Loved'].entries())
        await page.getByRole('button', { name: word, exact: true }).nth(place).click();
    },
  ],
];

for (const [place, [what, path, act]] of INTERACTIONS.entries()) {
  test(`the slowest interaction: ${what}`, async () => {
    const taken: number[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      const { page } = await window('desk');
      await watch(page);
      if (path.startsWith('/start')) await newcomer(page, `walker.quick.${place}.${time}`);
      else await logIn(page, 'ana');
      await page.goto(path);
      await settled(page);
      await forget(page);
      await act(page);
      await page.waitForTimeout(400);
      taken.push((await seen(page)).slowest);
      await page.context().close();
    }
    // Below 16 ms browsers tell nothing.
    figures.push({
      what: `Slowest interaction: ${what}`,
      value: median(taken),
      unit: 'ms',
      target: 'under 200',
    });
  });
}

/** Milliseconds from pressing a button, or a key on a slider, until a list says something else; NaN where it never did. */
async function untilChanged(page: Page, list: string, pressed: string, key?: string): Promise<number> {
  return page.evaluate(
    ([where, what, key]) =>
      new Promise<number>((done) => {
        const shown = document.querySelector(where);
        const part = document.querySelector<HTMLElement>(what);
        if (!shown || !part) throw new Error(`there is no ${where} or no ${what}`);
        const before = shown.textContent;
        const begun = performance.now();
        const late = setTimeout(() => done(Number.NaN), 3_000);
        const observer = new MutationObserver(() => {
          if (shown.textContent === before) return;
          clearTimeout(late);
          observer.disconnect();
          requestAnimationFrame(() => done(performance.now() - begun));
        });
        observer.observe(shown, { subtree: true, childList: true, characterData: true });
        if (key) part.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        else part.click();
      }),
    [list, pressed, key] as const,
  );
}

test('a rating changes the suggestions beside the grid', async () => {
  const taken: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const { page } = await window('desk');
    await newcomer(page, `walker.changes.${time}`);
    await page.goto('/start?step=grid');
    await settled(page);
    for (let place = 0; place < 4; place += 1)
      await page.getByRole('button', { name: 'Loved', exact: true }).nth(place).click();
    await page.locator('aside ol li').first().waitFor();
    await settled(page);
    await page.waitForTimeout(1_000);
    let found = Number.NaN;
    // Not every answer changes what is suggested.
    for (let place = 5; place < 12 && Number.isNaN(found); place += 1)
      found = await untilChanged(page, 'aside ol', `main ul > li:nth-child(${place}) button`);
    taken.push(found);
    await page.context().close();
  }
  expect(median(taken)).toBeGreaterThan(0);
  figures.push({
    what: 'From a rating to another list',
    value: median(taken),
    unit: 'ms',
    target: 'under 300',
  });
});

test('a preset re-ranks explore', async () => {
  const taken: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const { page } = await window('desk');
    await logIn(page, 'ana');
    await page.goto('/explore');
    await settled(page);
    await page.waitForTimeout(1_000);
    const preset = await page.getByRole('button', { name: 'Hidden gems' }).evaluateHandle((one) => {
      one.id = 'preset';
      return one;
    });
    await preset.dispose();
    taken.push(await untilChanged(page, 'main section ul', '#preset'));
    await page.context().close();
  }
  expect(median(taken)).toBeGreaterThan(0);
  figures.push({
    what: 'From a preset to another list',
    value: median(taken),
    unit: 'ms',
    target: 'under 200',
  });
});

test('a library of ten thousand titles', async () => {
  for (const size of ['phone', 'desk'] as const) {
    const tasks: number[] = [];
    const nodes: number[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      const { page } = await window(size);
      await watch(page);
      await logIn(page, 'ana');
      await manyRatings(page, MANY);
      await page.goto('/library');
      await page.getByRole('combobox', { name: 'Order' }).selectOption('worst');
      await page.getByText('10,000 titles').waitFor({ timeout: 60_000 });
      await settled(page);
      await forget(page);
      await page.mouse.move(200, 500);
      let most = 0;
      for (let step = 0; step < 120; step += 1) {
        await page.mouse.wheel(0, step % 10 === 9 ? 40_000 : 900);
        await page.waitForTimeout(30);
        if (step % 10 === 0)
          most = Math.max(most, await page.evaluate(() => document.querySelectorAll('*').length));
      }
      expect(await page.evaluate(() => scrollY)).toBeGreaterThan(100_000);
      nodes.push(most);
      tasks.push((await seen(page)).longest);
      await page.context().close();
    }
    figures.push({
      what: `10,000 titles, ${size}: most elements in the page`,
      value: median(nodes),
      unit: '',
      target: 'bounded',
    });
    figures.push({
      what: `10,000 titles, ${size}: longest task while scrolling`,
      value: median(tasks),
      unit: 'ms',
      target: 'none over 50',
    });
  }
});
