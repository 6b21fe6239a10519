import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  Author,
  hostileHouse,
  markOf,
  NOT_KEPT,
  NOT_SHOWN,
  OF_TITLES,
  refusals,
  write,
} from './hostile-house';
import { ADDRESSES, type Description, freeTexts, PARTS, WORD } from './hostile-words';
import { logIn, newcomer, settled, window } from './house';
import { SCREENS } from './screens';
import type { House } from './setup';

let house: House;
let leave: () => Promise<void> = async () => {};
const written = new Set<string>();

beforeAll(async () => {
  const made = await hostileHouse();
  ({ house, leave } = made);
  const { page } = await window('desk', { at: house.url });
  await write(page, made.folder, house, written);
}, 480_000);
afterAll(() => leave());

/** What a window saw of scripts that should not be there. */
interface Trap {
  page: Page;
  ran: string[];
  /** What stands on pages, screen by screen. */
  look: (name: string) => Promise<void>;
  seen: () => string;
}

/** lax: without the policy of the service, so that the app alone must keep scripts from running. */
async function trap({ lax }: { lax: boolean }): Promise<Trap> {
  const { page, faults } = await window('desk', { at: house.url, agent: `I ${WORD}`, lax });
  const [ran, seen]: [string[], string[]] = [[], []];
  await page.exposeFunction('ran', (what: string) => void ran.push(what));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      (globalThis as unknown as { ran: (what: string) => void }).ran(`refused: ${event.violatedDirective}`);
    });
  });
  async function look(name: string): Promise<void> {
    const found = await page.evaluate(standing);
    seen.push(found.text);
    for (const one of found.hostile) ran.push(`${name}: ${one}`);
    ran.push(...faults.splice(0).filter((one) => /Content Security Policy|javascript:/i.test(one)));
  }
  return { page, ran, look, seen: () => seen.join('\n') };
}

/** What can be read on a page, and what stands in it that no part of the app has made. */
function standing(): { text: string; hostile: string[] } {
  const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map((one) => one.value);
  const labels = [...document.querySelectorAll('[aria-label], [title], [alt]')].flatMap((one) =>
    ['aria-label', 'title', 'alt'].map((name) => one.getAttribute(name) ?? ''),
  );
  const hostile = [...document.querySelectorAll('*')].filter((one) => {
    const acts = [...one.attributes].some(
      ({ name, value }) => name.startsWith('on') || (/^\s*javascript:/i.test(value) && name !== 'value'),
    );
    return acts || one.getAttribute('src') === 'x' || one.localName === 'iframe';
  });
  return {
    text: [document.body.textContent, ...fields, ...labels].join('\n'),
    hostile: hostile.map((one) => one.outerHTML.slice(0, 200)),
  };
}

const PLACES: [who: string, paths: string[]][] = [
  ['ben', ['/titles/1', '/titles/5', '/titles/59', '/people/1', '/people/2']],
  [
    'ana',
    ['/titles/5', '/library?list=reviews', '/me', '/me?tab=privacy', '/me?tab=security', '/import?id=1'],
  ],
  [
    'admin',
    [
      '/admin?tab=experiments&one=hostile',
      '/admin?tab=experiments&one=hostile-draft',
      '/admin?tab=trainings',
      '/admin?tab=models',
      '/admin?tab=people',
      '/admin?tab=traffic',
    ],
  ],
];

/** Who looks at the pages of a trap: logs in where it is somebody else than before. */
function visitor({ page }: Trap, suffix: string): (name: string | null) => Promise<void> {
  let who: string | null = null;
  return async (name) => {
    if (name === who) return;
    who = name;
    await page.context().clearCookies();
    if (name?.startsWith('walker')) await newcomer(page, `${name}.${suffix}`);
    else if (name) await logIn(page, name, house.passwords[name]);
  };
}

/** Where the words are shown that people wrote. */
async function places(set: Trap): Promise<void> {
  const as = visitor(set, 'places');
  for (const [name, paths] of PLACES) {
    await as(name);
    for (const path of paths) {
      await set.page.goto(path);
      await settled(set.page);
      await openAll(set.page);
      await set.look(`${name} at ${path}`);
    }
  }
}

/** Every screen there is; all of them show titles. */
async function screens(set: Trap): Promise<void> {
  const as = visitor(set, 'screens');
  for (const { name, path, as: who, after } of SCREENS) {
    await as(who);
    await set.page.goto(path);
    await settled(set.page);
    await after?.(set.page);
    await set.look(name);
  }
}

/** What somebody is sent as a link, and what they may be talked into typing. */
async function addresses({ page, look, ...set }: Trap): Promise<void> {
  await visitor({ page, look, ...set }, 'addresses')('ana');
  for (const address of ADDRESSES) {
    for (const path of named(encodeURIComponent(address))) {
      await page.goto(path);
      await settled(page);
      await look(path);
    }
  }
  await page.goto('/library');
  await settled(page);
  await page.keyboard.press('/');
  await page.getByRole('dialog').getByRole('combobox').fill(WORD);
  await page.waitForTimeout(500);
  await look('search');
  await page.goto('/import');
  await settled(page);
  const table = { mimeType: 'text/csv', buffer: Buffer.from(`title,year,rating\n"${WORD}",1998,4`) };
  await page.locator('input[type=file]').setInputFiles({ name: `${PARTS.image}.csv`, ...table });
  await page.getByRole('tab', { name: /^Not found/ }).waitFor();
  await look('a file');
}

function named(word: string): string[] {
  return [
    `/login?next=${word}`,
    `/register?next=${word}`,
    `/titles/${word}`,
    `/people/${word}`,
    `/library?list=${word}`,
    `/explore?genre=${word}&model=${word}`,
    `/compare?a=${word}&b=${word}`,
    `/me?tab=${word}`,
    `/import?id=${word}`,
    `/admin?tab=${word}&one=${word}`,
    `/${word}#${word}`,
  ];
}

/** What is folded away is text too, and so is what stands behind tabs of a tab. */
async function openAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.open = true;
  });
}

test('each text that can be written is tried, or says why not', async () => {
  const { page } = await window('desk', { at: house.url });
  const answer = await page.request.get('/api/v1/openapi.json');
  const free = freeTexts((await answer.json()) as Description);
  const known = [...written, ...Object.keys(refusals('')), ...Object.keys(NOT_KEPT)];
  expect(known.sort()).toEqual(free);
});

test('what takes no such word refuses it', async () => {
  const { page } = await window('desk', { at: house.url });
  await logIn(page, 'admin', house.passwords.admin);
  const author = new Author(page, new Set());
  const taken: string[] = [];
  for (const [field, [method, path, body]] of Object.entries(refusals(PARTS.image))) {
    const answer = await author.send(method, path, body);
    if (answer.status() < 400 || answer.status() >= 500) taken.push(`${field}: ${answer.status()}`);
  }
  expect(taken).toEqual([]);
});

test('no script runs that somebody wrote, and what they wrote is read as text', async () => {
  const set = await trap({ lax: true });
  await places(set);
  const seen = set.seen();
  const marks = [
    ...[...written].filter((field) => !(field in NOT_SHOWN)).map((field) => [field, markOf(field)]),
    ...OF_TITLES.map((what) => [`titles ${what}`, `[titles ${what}]`]),
    ['what the browser calls itself', 'I'],
  ];
  expect(marks.filter(([, mark]) => !seen.includes(`${mark} ${PARTS.image}`)).map(([of]) => of)).toEqual([]);
  await screens(set);
  await addresses(set);
  expect(set.ran).toEqual([]);
  await springs(set);
  expect(set.ran).toContain('image');
}, 300_000);

test('the policy of the service has nothing to refuse, and would', async () => {
  const set = await trap({ lax: false });
  await places(set);
  expect(set.ran).toEqual([]);
  await springs(set);
  expect(set.ran).not.toEqual([]);
  expect(set.ran.filter((one) => one in PARTS)).toEqual([]);
}, 120_000);

/** The words as a part of the page. */
async function springs({ page, ran }: Trap): Promise<void> {
  await page.evaluate((word) => {
    document.body.innerHTML += word;
  }, WORD);
  await expect.poll(() => ran.length).toBeGreaterThan(0);
}
