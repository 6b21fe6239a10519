import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { PARTS, WORD } from './hostile-words';
import { logIn } from './house';
import { end, type House, serve } from './setup';

const ROOT = resolve(import.meta.dirname, '../..');
const LEARNING = 240_000;

/** A house of its own: nobody else is to meet these words. */
export async function hostileHouse(): Promise<{ folder: string; house: House; leave: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'matinee-hostile-'));
  const house = await serve(folder);
  const python = join(ROOT, '.venv/bin/python');
  execFileSync(python, ['-m', 'tests.fixtures.spoiling', folder, WORD], { cwd: ROOT });
  const leave = async () => {
    await end(house.process);
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, house, leave };
}

/** Somebody who fills fields by the API. */
export class Author {
  constructor(
    private readonly page: Page,
    private readonly written: Set<string>,
  ) {}

  /** Says something, and gives the answer. */
  async say<T>(method: string, path: string, data?: unknown, type?: string): Promise<T> {
    const answer = await this.send(method, path, data, type);
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
    return (answer.status() === 204 ? undefined : await answer.json()) as T;
  }

  async send(method: string, path: string, data?: unknown, type?: string) {
    const cookies = await this.page.context().cookies();
    const token = cookies.find((one) => one.name.endsWith('matinee_csrf'))?.value ?? '';
    const headers = {
      'X-CSRF-Token': token,
      'Idempotency-Key': crypto.randomUUID(),
      ...(type && { 'Content-Type': type }),
    };
    const body = data === undefined ? {} : { data: data as string };
    return this.page.request.fetch(`/api/v1${path}`, { method, headers, ...body, timeout: 60_000 });
  }

  /** The word for a field, by which the field is known wherever it is shown. */
  in(field: string, most = Number.POSITIVE_INFINITY): string {
    this.written.add(field);
    const [name] = [markOf(field)];
    return most < name.length + WORD.length ? `${name} ${PARTS.image}` : `${name} ${WORD}`;
  }
}

/** Short, as some fields are. */
export function markOf(field: string): string {
  const sum = [...field].reduce((made, letter) => (made * 31 + letter.charCodeAt(0)) % 46_656, 7);
  return `[f${sum.toString(36)}]`;
}

interface Training {
  id: number;
  state: string;
  version: string | null;
}

/** What ana writes, and what an admin does. Title 5 is none that other walks write of. */
export async function write(page: Page, folder: string, house: House, written: Set<string>): Promise<void> {
  const author = new Author(page, written);
  await logIn(page, 'ana', house.passwords.ana);
  const both = { visibility: 'members' };
  await author.say('PUT', '/titles/5/review', {
    text: author.in('PUT /titles/{title_id}/review text'),
    ...both,
  });
  const comment = { text: author.in('POST /titles/{title_id}/comments text'), ...both };
  const { id } = await author.say<{ id: number }>('POST', '/titles/5/comments', comment);
  await author.say('PATCH', `/comments/${id}`, { text: author.in('PATCH /comments/{comment_id} text') });
  await author.say('PUT', '/titles/5/note', { text: author.in('PUT /titles/{title_id}/note text') });
  await author.say('POST', '/me/tokens', { name: author.in('POST /me/tokens name', 64), scope: 'read' });
  await author.say('PUT', '/me/preferences', { region: 'FR' });
  const field = 'POST /imports the file';
  const row = `"${author.in(field).replaceAll('"', '""')}"`;
  const table = ['title,year,rating', `${row},1999,4`, `${row},${row},${row}`].join('\n');
  await author.say('POST', '/imports', table, 'text/csv');

  await page.context().clearCookies();
  await logIn(page, 'admin', house.passwords.admin);
  await plans(author);
  await versions(author, page, folder);
}

async function plans(author: Author): Promise<void> {
  const plan = {
    key: 'hostile',
    question: author.in('POST /admin/experiments question'),
    arms: { control: {}, other: { sliders: { obscure: 1 } } },
    primary: 'clicks_per_slate',
    people: 400,
    smallest: 0.05,
    days: 7,
  };
  await author.say('POST', '/admin/experiments', plan);
  const changed = { ...plan, question: author.in('PUT /admin/experiments/{experiment} question') };
  await author.say('PUT', '/admin/experiments/hostile', changed);
  const ranked = (field: string) => ({
    ...{ ...plan, key: 'hostile-draft' },
    arms: { control: {}, other: { ranks: author.in(`${field} arms.*.ranks`, 64) } },
  });
  await author.say('POST', '/admin/experiments', ranked('POST /admin/experiments'));
  await author.say('PUT', '/admin/experiments/hostile-draft', ranked('PUT /admin/experiments/{experiment}'));
  await author.say('POST', '/admin/experiments/hostile/start');
  const why = author.in('POST /admin/experiments/{experiment}/stop why');
  await author.say('POST', '/admin/experiments/hostile/stop', { why });
}

/** A training, for a second version to put up and take down. */
async function versions(author: Author, page: Page, folder: string): Promise<void> {
  await author.say('POST', '/admin/trainings', {});
  let training: Training | undefined;
  for (const until = Date.now() + LEARNING; Date.now() < until; await page.waitForTimeout(500)) {
    const { items } = await author.say<{ items: Training[] }>('GET', '/admin/trainings');
    training = items[0];
    if (training && !['asked', 'running', 'again'].includes(training.state)) break;
  }
  const { version } = training ?? {};
  if (!training || !version) throw new Error(`there is no second version: ${JSON.stringify(training)}`);
  waits(folder, training.id);
  const of = (field: string) => ({ why: author.in(field) });
  const decline = 'POST /admin/trainings/{training_id}/decline why';
  await author.say('POST', `/admin/trainings/${training.id}/decline`, of(decline));
  const shadow = 'PUT /admin/models/shadow why';
  await author.say('PUT', '/admin/models/shadow', { version, ...of(shadow) });
  await author.say('PUT', '/admin/models/shadow', { version: null, ...of(shadow) });
  const canary = 'PUT /admin/models/canary why';
  await author.say('PUT', '/admin/models/canary', { version, share: 0.1, ...of(canary) });
  await author.say('PUT', '/admin/models/canary', { version: null, share: 0.1, ...of(canary) });
  const promote = 'POST /admin/models/{version}/promote why';
  await author.say('POST', `/admin/models/${version}/promote`, of(promote));
  await author.say('POST', '/admin/models/rollback', of('POST /admin/models/rollback why'));
}

/** As if the gate had let it through, whatever it found: only what waits for somebody can be declined. */
function waits(folder: string, training: number): void {
  const path = join(folder, 'models/main/trainings', `${String(training).padStart(6, '0')}.json`);
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), state: 'waiting' }));
}

/** Fields that take no such word. Each is asked, with the rest of the request as it should be. */
export function refusals(word: string): Record<string, [method: string, path: string, body?: unknown]> {
  const arms = { control: {}, other: { sliders: { obscure: 1 } } };
  const plan = {
    key: 'no',
    question: 'Why?',
    arms,
    primary: 'clicks_per_slate',
    people: 400,
    smallest: 1,
    days: 7,
  };
  const planned = (more: object): ['POST', string, unknown] => [
    'POST',
    '/admin/experiments',
    { ...plan, ...more },
  ];
  const changed = (more: object): ['PUT', string, unknown] => [
    'PUT',
    '/admin/experiments/hostile-draft',
    { ...plan, key: 'hostile-draft', ...more },
  ];
  const both = Object.entries({
    'arms.KEY': { arms: { control: {}, [word]: {} } },
    'arms.*.sliders.KEY': { arms: { control: {}, other: { sliders: { [word]: 1 } } } },
    primary: { primary: word },
    'others[]': { others: [word] },
    'guardrails.KEY': { guardrails: { [word]: 0.2 } },
  }).flatMap(([name, more]) => [
    [`POST /admin/experiments ${name}`, planned(more)] as const,
    [`PUT /admin/experiments/{experiment} ${name}`, changed(more)] as const,
  ]);
  return {
    ...Object.fromEntries(both),
    'POST /auth/register username': [
      'POST',
      '/auth/register',
      { username: word, password: 'four quiet words here' },
    ],
    'PUT /me/preferences services[]': ['PUT', '/me/preferences', { services: [word] }],
    'POST /titles/{title_id}/watches watched_at': ['POST', '/titles/1/watches', { watched_at: word }],
    'POST /admin/jobs/{job_name} job_name': ['POST', `/admin/jobs/${encodeURIComponent(word)}`],
    'POST /admin/trainings recipe': ['POST', '/admin/trainings', { recipe: word }],
  };
}

/** Fields of which nothing is kept, each with the reason. */
export const NOT_KEPT: Record<string, string> = {
  'POST /auth/register password': 'a hash is kept',
  'POST /auth/register invitation': 'compared, and forgotten',
  'POST /auth/login username': 'compared, and forgotten',
  'POST /auth/login password': 'compared, and forgotten',
  'POST /me/password old_password': 'compared, and forgotten',
  'POST /me/password new_password': 'a hash is kept',
  ...Object.fromEntries(
    ['recommend', 'recommend/compare'].flatMap((path) =>
      ['certification[]', 'on[]', 'model'].map((name) => [
        `POST /${path} ${name}`,
        'asked for, and forgotten',
      ]),
    ),
  ),
  'POST /recommend/compare models[]': 'asked for, and forgotten',
};

/** Kept, and not shown anywhere in the app. */
export const NOT_SHOWN: Record<string, string> = {
  'POST /titles/{title_id}/comments text': 'overwritten',
  'PATCH /comments/{comment_id} text': 'the app shows no comments',
  'POST /admin/experiments question': 'overwritten',
  'POST /admin/experiments arms.*.ranks': 'overwritten',
};

/** What of a title the app shows; `tests/fixtures/spoiling.py` puts the word after it. */
export const OF_TITLES = [
  ...['name', 'certification', 'tagline', 'plot', 'franchise', 'genres', 'countries', 'languages'],
  ...['credit', 'character', 'season', 'episode', 'service', 'quality'],
];
