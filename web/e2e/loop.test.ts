import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { components } from '../src/lib/api/schema';
import { axe, logIn, settled, url, window } from './house';

type Schemas = components['schemas'];
const ROOT = resolve(import.meta.dirname, '../..');
/** A training gives way to all that the machine does besides. */
const PATIENCE = { timeout: 240_000 };
const KEY = 'do-people-click-what-is-obscure';
const SECONDS_OF_A_DAY = 86_400;

async function told<T>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(`/api/v1${path}`);
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
  return answer.json();
}

/** The version that answered a question for recommendations just now. */
async function answers(page: Page): Promise<string> {
  const said = await told<Schemas['Recommendations']>(page, '/recommendations?k=5');
  return said.model_version ?? 'none';
}

const digestOf = (version: string | null | undefined) => version?.split('-')[1] ?? 'none';

/** Looks with axe at the page as it stands, on a desk in the dark and on a phone in the light. */
async function looksRight(page: Page): Promise<void> {
  const before = page.viewportSize() ?? { width: 1440, height: 900 };
  expect(await axe(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  // Tall, so that nothing lies half beneath the bar at the thumb.
  await page.setViewportSize({ width: 390, height: 6000 });
  expect(await axe(page)).toEqual([]);
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wide).toBeLessThanOrEqual(0);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(before);
}

async function confirm(page: Page, action: string, why?: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  if (why) await dialog.getByRole('textbox', { name: 'Why' }).fill(why);
  await dialog.getByRole('button', { name: action, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

test('a training is judged, its version is put live, answers, and is taken back', async () => {
  const { page, faults } = await window('desk');
  await logIn(page, 'admin');
  const first = await answers(page);
  await page.goto('/admin?tab=trainings');
  await page.getByRole('button', { name: 'Start a training' }).click();
  await page.getByText('A training is put down').waitFor();
  const decision = page.getByRole('article', { name: /^Training \d+$/ }).first();
  await decision.waitFor(PATIENCE);

  const { items, holdout } = await told<Schemas['TrainingsSeen']>(page, '/admin/trainings');
  const training = items[0];
  const version = training?.version;
  if (!training?.decision?.figures || !version) throw new Error(`nothing was judged: ${training?.why}`);
  await decision.getByText(training.why).waitFor();
  await decision.getByText('95% interval').first().waitFor();
  await page.getByText(`the next candidate may spend ${((holdout?.next ?? 0) * 100).toFixed(2)}%`).waitFor();
  await looksRight(page);

  const number = `v${Number(version.slice(1, 5))}`;
  if (training.state === 'waiting') {
    await decision.getByRole('button', { name: 'Let it answer' }).click();
    await confirm(page, 'Let it answer');
    await page.getByText('It answers everybody now').waitFor();
  } else {
    await page.getByRole('tab', { name: 'Models' }).click();
    await page.getByRole('button', { name: `Promote: ${number}` }).waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: `Promote: ${number}` }).click();
    await page.getByText('The gate has not let').waitFor();
    await confirm(page, 'Promote', 'to see it answer');
    await page.getByText(`${number} answers everybody now`).waitFor();
  }
  await expect.poll(async () => (await answers(page)).includes(digestOf(version)), PATIENCE).toBe(true);
  expect(await answers(page)).not.toBe(first);

  await page.goto(`/admin?tab=models&one=${version}`);
  await page.getByRole('heading', { name: `Version ${number}` }).waitFor();
  await page.getByRole('heading', { name: 'How to make it again' }).waitFor();
  await looksRight(page);
  await page.getByRole('link', { name: 'All versions' }).click();
  await page.getByRole('button', { name: 'Roll back' }).click();
  await confirm(page, 'Roll back', 'the test is over');
  await page.getByText(/answers everybody again$/).waitFor();
  await expect.poll(() => answers(page), PATIENCE).toBe(first);
  await page.getByRole('row', { name: /Rolled back.*the test is over/ }).waitFor();
  expect(faults).toEqual([]);
}, 600_000);

/** People of the demo world come to the house that runs, as few as may register in one minute; the last line that they say, with the figures. */
function simulated(): Promise<{ requests: number; failed: number }> {
  const asked = ['simulate', '--url', url, '--size', 'tiny', '--days', '2', '--people', '9', '--seed', '11'];
  const running = spawn(join(ROOT, '.venv/bin/matinee'), asked, { env: { ...process.env, NO_COLOR: '1' } });
  let [said, wrong] = ['', ''];
  running.stdout.on('data', (part: Buffer) => {
    said += part.toString();
  });
  running.stderr.on('data', (part: Buffer) => {
    wrong += part.toString();
  });
  return new Promise((done, failed) => {
    running.on('error', failed);
    running.on('exit', (code) => {
      const last = said.trim().split('\n').at(-1) ?? '';
      if (code === 0) done(JSON.parse(last));
      else failed(new Error(`simulate ended with ${code}:\n${said}\n${wrong}`));
    });
  });
}

test('an A/B test is planned, started, fed by simulated people, and says its verdict', async () => {
  const { page, faults } = await window('desk');
  await logIn(page, 'admin');
  await page.goto('/admin?tab=experiments');
  await page.getByRole('button', { name: 'Plan an experiment' }).click();
  await page.getByLabel('What is asked').fill('Do people click what is obscure?');
  expect(await page.getByLabel('Key', { exact: true }).inputValue()).toBe(KEY);
  await page.getByLabel('Name of the arm').fill('obscure');
  await page.getByLabel('Slider', { exact: true }).selectOption('obscure');
  await page.getByRole('slider', { name: 'Where it stands' }).press('End');
  await page.getByLabel('Days that count').fill(String(3 / SECONDS_OF_A_DAY));
  await page.getByLabel('People, of all arms together').fill('1');
  await page.getByRole('button', { name: 'Write the plan down' }).click();
  await page.getByText('Four people at least.').waitFor();
  await page.getByLabel('People, of all arms together').fill('6');
  await page.getByRole('button', { name: 'Write the plan down' }).click();

  await page.getByRole('heading', { name: 'Do people click what is obscure?' }).waitFor();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await confirm(page, 'Start');
  await page.getByText('Frozen since it began.').waitFor();
  const run = await simulated();
  expect([run.requests > 100, run.failed]).toEqual([true, 0]);

  const path = `/admin/experiments/${KEY}/results`;
  await expect
    .poll(async () => (await told<Schemas['ResultsSeen']>(page, path)).outcome, PATIENCE)
    .not.toBe('running');
  await page.reload();
  await settled(page);
  const results = await told<Schemas['ResultsSeen']>(page, path);
  for (const words of results.words) await page.getByText(words).waitFor();
  expect(Object.values(results.came).reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(6);
  // Chance may send all of so few people to one arm; there are no figures then.
  if (results.findings.length) await page.getByRole('group', { name: 'All that is looked at' }).waitFor();
  await looksRight(page);

  // The house ends it by its plan as well, whenever it looks.
  const stop = page.getByRole('button', { name: 'Stop now' });
  if (await stop.count()) {
    await stop.click();
    await confirm(page, 'Stop now', 'it has said enough');
    await page.getByText('It ended because: it has said enough').waitFor();
  }
  await page.getByText('As it stood when it ended.').waitFor();
  expect((await told<Schemas['ExperimentSeen']>(page, `/admin/experiments/${KEY}`)).state).toBe('stopped');
  expect(faults).toEqual([]);
}, 600_000);
