import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  isArgumentElement,
  isPluralElement,
  isSelectElement,
  type MessageFormatElement,
  parse,
} from '@formatjs/icu-messageformat-parser';
import { expect, test } from 'vitest';
import { de } from './de';
import { en } from './en';
import { more } from './en-more';
import { translator } from './translate';

const SOURCE = resolve(import.meta.dirname, '../..');
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
  .filter((name) => !/^lib\/messages\/(en|de)\//.test(name) && !name.endsWith('.d.ts'));
const code = files.map((name) => readFileSync(join(SOURCE, name), 'utf8')).join('\n');

/** Keys that are put together: `shell.theme.${one}` uses all that begin with "shell.theme.". */
const stems = [...code.matchAll(/`([a-z][a-z0-9_.]*\.)\$\{/g)].map(([, stem = '']) => stem);

function namesIn(elements: MessageFormatElement[]): string[] {
  return elements.flatMap((one) => {
    if (isPluralElement(one) || isSelectElement(one)) {
      return [one.value, ...Object.values(one.options).flatMap((option) => namesIn(option.value))];
    }
    return isArgumentElement(one) ? [one.value] : [];
  });
}

test('every message is used', () => {
  const unused = Object.keys(en).filter(
    (key) => !code.includes(`'${key}'`) && !stems.some((stem) => key.startsWith(stem)),
  );
  expect(unused).toEqual([]);
});

/** Where only what is there from the start may be said. */
const FROM_THE_START = /^(app|components|lib)\/|^features\/(auth|home|search)\//;

test('what every screen may say is there from the start', () => {
  const said = files
    .filter((name) => FROM_THE_START.test(name))
    .map((name) => readFileSync(join(SOURCE, name), 'utf8'))
    .join('\n');
  const begun = [...said.matchAll(/`([a-z][a-z0-9_.]*\.)\$\{/g)].map(([, stem = '']) => stem);
  const late = Object.keys(more).filter(
    (key) => said.includes(`'${key}'`) || begun.some((stem) => key.startsWith(stem)),
  );
  expect(late).toEqual([]);
});

test('both languages have the same messages, and none is empty', () => {
  expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
  expect([...Object.values(en), ...Object.values(de)].filter((text) => !text.trim())).toEqual([]);
});

test.each(Object.keys(en) as (keyof typeof en)[])('%s asks for the same in both languages', (key) => {
  const names = (text: string) => [...new Set(namesIn(parse(text, { ignoreTag: true })))].sort();
  expect(names(de[key])).toEqual(names(en[key]));
});

test('nobody is shouted at', () => {
  expect([...Object.values(en), ...Object.values(de)].filter((text) => /[!—]/.test(text))).toEqual([]);
});

test('figures take the form that the language has for them', () => {
  expect(translator('en', en)('queue.waiting', { count: 1 })).toBe('1 change waits for a connection');
  expect(translator('de', de)('queue.waiting', { count: 3 })).toBe('3 Änderungen warten auf eine Verbindung');
});
