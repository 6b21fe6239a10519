import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { type BrowserServer, chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';

const ROOT = resolve(import.meta.dirname, '../..');
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];
const STARTING = 240_000;
/** Tests ask much, and each newcomer says that they come from an address of their own: see `newcomer`. What a person of an experiment did is complete at once. A
 *  person has the last word on a new model, so that no walk is answered by another one than it began with. */
const GENEROUS = {
  MATINEE_RATE_LIMIT: '0',
  MATINEE_PROXIES: '127.0.0.1',
  MATINEE_EXPERIMENT_LATE_MINUTES: '0',
  MATINEE_TRAIN_APPROVAL: 'true',
};

declare module 'vitest' {
  export interface ProvidedContext {
    url: string;
    browser: string;
    passwords: Record<string, string>;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'matinee-walk-'));
  const browser = await browse();
  const house = await serve(folder).catch(async (error: unknown) => {
    await browser.close();
    throw error;
  });
  project.provide('url', house.url);
  project.provide('passwords', house.passwords);
  project.provide('browser', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await end(house.process);
    rmSync(folder, { recursive: true, force: true });
  };
}

export interface House {
  process: ChildProcess;
  url: string;
  passwords: Record<string, string>;
}

/** The demo world, on a free port, with what it says about who can log in. */
export function serve(folder: string): Promise<House> {
  const command = ['demo', '--size', process.env.WALK_SIZE ?? 'tiny', '--port', '0', '--data-dir', folder];
  const running = spawn(join(ROOT, '.venv/bin/matinee'), command, {
    cwd: folder,
    env: { ...process.env, ...GENEROUS, NO_COLOR: '1', COLUMNS: '200' },
  });
  let said = '';
  return new Promise((done, failed) => {
    const timer = setTimeout(() => {
      running.kill('SIGTERM');
      failed(new Error(`the demo did not start:\n${said}`));
    }, STARTING);
    const hear = (part: Buffer) => {
      said += part.toString();
      const url = /listens at (http:\S+)/.exec(said)?.[1];
      if (!url || !said.includes('startup complete')) return;
      clearTimeout(timer);
      const passwords = [...said.matchAll(/^\s*(\w+)\s+([0-9a-f]{16})\s/gm)];
      done({
        process: running,
        url,
        passwords: Object.fromEntries(passwords.map((one) => [one[1], one[2]])),
      });
    };
    running.stdout.on('data', hear);
    running.stderr.on('data', hear);
    running.on('exit', (code) => failed(new Error(`the demo ended with ${code}:\n${said}`)));
  });
}

export function end(running: ChildProcess): Promise<void> {
  return new Promise((done) => {
    running.removeAllListeners('exit');
    running.on('exit', () => done());
    running.kill('SIGTERM');
  });
}

function browse(): Promise<BrowserServer> {
  const places = (process.env.PATH ?? '').split(delimiter);
  const found = NAMES.flatMap((name) => places.map((place) => join(place, name))).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error('there is no Chromium; on Debian: apt-get install chromium');
  return chromium.launchServer({ executablePath: found, args: QUIET });
}
