import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';

export const SIZES = {
  phone: { width: 390, height: 844 },
  desk: { width: 1440, height: 900 },
} as const;
export type Size = keyof typeof SIZES;
export const THEMES = ['dark', 'light'] as const;
export type Theme = (typeof THEMES)[number];

export const url = inject('url');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** That there is no note is said by 404, which browsers write down as a fault. */
const ANSWERED_NO = /\/api\/v1\/titles\/\d+\/note$/;
let connected: Promise<Browser> | undefined;
const opened: BrowserContext[] = [];

/** After each file. The browser stays connected for the next one. */
export async function closeWindows(): Promise<void> {
  await Promise.all(opened.splice(0).map((one) => one.close()));
}

interface Manner {
  theme?: Theme;
  language?: string;
  /** Whether the app may keep its files; without it every page comes from the service. */
  worker?: boolean;
  /** Another service than the one of all walks. */
  at?: string;
  /** What the browser calls itself. */
  agent?: string;
  /** Without the policy that the service sends along, which keeps scripts from running that should not be there. */
  lax?: boolean;
}

/** A window of its own, with nothing remembered. Faults that pages say on their console are collected in `faults`. */
export async function window(
  size: Size,
  { theme = 'dark', language = 'en', worker = false, at = url, agent, lax = false }: Manner = {},
): Promise<{ page: Page; faults: string[] }> {
  connected ??= chromium.connect(inject('browser'));
  const context = await (await connected).newContext({
    baseURL: at,
    bypassCSP: lax,
    ...(agent && { userAgent: agent }),
    viewport: SIZES[size],
    colorScheme: theme,
    locale: language,
    reducedMotion: 'reduce',
    hasTouch: size === 'phone',
    serviceWorkers: worker ? 'allow' : 'block',
  });
  opened.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (line) => {
    if (line.type() === 'error' && !ANSWERED_NO.test(line.location().url)) faults.push(line.text());
  });
  return { page, faults };
}

/** Logs in by the API, as a browser would be: what is tested is what comes after. */
export async function logIn(page: Page, name: string, password?: string): Promise<void> {
  const data = { username: name, password: password ?? inject('passwords')[name] ?? '' };
  const answer = await page.request.post('/api/v1/auth/login', { data, headers: from(name) });
  if (!answer.ok()) throw new Error(`${name} could not log in: ${await answer.text()}`);
}

/** Somebody who has never been here, already logged in. */
export async function newcomer(page: Page, name: string): Promise<void> {
  const data = { username: name, password: 'four quiet words here' };
  const answer = await page.request.post('/api/v1/auth/register', { data, headers: from(name) });
  if (!answer.ok()) throw new Error(`${name} could not register: ${await answer.text()}`);
  await logIn(page, name, data.password);
}

/** Of one address only so many register and log in a minute. Nobody shares theirs with anybody here. */
function from(name: string): Record<string, string> {
  const sum = [...name].reduce((made, letter) => (made * 31 + letter.charCodeAt(0)) % 2 ** 24, 7);
  return { 'X-Forwarded-For': `10.${sum >> 16}.${(sum >> 8) & 255}.${sum & 255}` };
}

/** Sends a change by the API, as the page itself would. */
export async function change(
  page: Page,
  method: 'POST' | 'PUT',
  path: string,
  data?: unknown,
): Promise<void> {
  const cookies = await page.context().cookies();
  const token = cookies.find((one) => one.name.endsWith('matinee_csrf'))?.value ?? '';
  const headers = { 'X-CSRF-Token': token, 'Idempotency-Key': crypto.randomUUID() };
  const answer = await page.request.fetch(`/api/v1${path}`, { method, headers, ...(data ? { data } : {}) });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`);
}

/** What axe finds wrong with the page as it stands, in a line each. */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const run = (window as unknown as { axe: typeof import('axe-core') }).axe.run;
    // Another theme is drawn by the next pictures, and its colours may come by and by.
    const picture = () => new Promise((done) => requestAnimationFrame(done));
    await picture();
    await picture();
    await Promise.allSettled(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map((one) => one.finished),
    );
    // What lies beneath a bar that sticks to the window can be scrolled out from beneath it.
    const bars = [...document.querySelectorAll<HTMLElement>('.sticky')];
    for (const one of bars) one.style.position = 'static';
    const found = await run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    for (const one of bars) one.style.position = '';
    return found.violations.flatMap((one) =>
      one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} (${node.failureSummary ?? one.help})`),
    );
  });
}

/** Once nothing is loading: no request on its way for a moment, no skeleton, no picture to come. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const near = [...document.images].filter((one) => {
      const { top, bottom, left, right, width } = one.getBoundingClientRect();
      return width > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
    });
    const there = document.querySelector('h1') !== null && !document.querySelector('.skeleton');
    return there && near.every((one) => one.complete);
  });
  await page.waitForTimeout(100);
}
