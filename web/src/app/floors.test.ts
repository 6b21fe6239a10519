import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const SOURCE = resolve(import.meta.dirname, '..');
const IMPORT = /(?:from|import)\s*\(?\s*'((?:@\/|\.{1,2}\/)[^']+)'/g;
const LONGEST = 250;
/** What a floor may stand on, besides itself. */
const BENEATH: Record<string, readonly string[]> = {
  app: ['features', 'components', 'lib'],
  features: ['components', 'lib'],
  components: ['lib'],
  lib: [],
};

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
  .filter((name) => name.includes('/'));

function importsOf(name: string): string[] {
  const text = readFileSync(join(SOURCE, name), 'utf8');
  return [...text.matchAll(IMPORT)].map(([, said = '']) =>
    said.startsWith('@/') ? said.slice(2) : relative(SOURCE, resolve(SOURCE, dirname(name), said)),
  );
}

test('arrows go down: app over features over components over lib', () => {
  const wrong = files.flatMap((name) => {
    const [floor = ''] = name.split('/');
    return importsOf(name)
      .filter((other) => other.includes('/'))
      .filter(
        (other) => other.split('/')[0] !== floor && !BENEATH[floor]?.includes(other.split('/')[0] ?? ''),
      )
      .map((other) => `${name} imports ${other}`);
  });
  expect(wrong).toEqual([]);
});

test('no feature imports another feature', () => {
  const wrong = files
    .filter((name) => name.startsWith('features/'))
    .flatMap((name) =>
      importsOf(name)
        .filter((other) => other.startsWith('features/') && other.split('/')[1] !== name.split('/')[1])
        .map((other) => `${name} imports ${other}`),
    );
  expect(wrong).toEqual([]);
});

test(`no file is longer than ${LONGEST} lines`, () => {
  const long = files.filter(
    (name) => readFileSync(join(SOURCE, name), 'utf8').split('\n').length > LONGEST + 1,
  );
  expect(long).toEqual([]);
});
