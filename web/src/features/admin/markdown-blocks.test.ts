import { expect, test } from 'vitest';
import { blocksOf, piecesOf } from './markdown-blocks';

test('a card falls into headings, tables, lists and text', () => {
  const text = [
    '# Version 3fa9',
    '',
    'promote (better), compared',
    'with v1.',
    '',
    '| does | model |',
    '| --- | --- |',
    '| ranks | ease |',
    '',
    '- It was asked',
    '  for the newest titles.',
    '- Others did.',
  ].join('\n');
  expect(blocksOf(text)).toEqual([
    { kind: 'heading', level: 1, text: 'Version 3fa9' },
    { kind: 'text', text: 'promote (better), compared with v1.' },
    { kind: 'table', head: ['does', 'model'], rows: [['ranks', 'ease']] },
    { kind: 'list', ordered: false, items: ['It was asked for the newest titles.', 'Others did.'] },
  ]);
});

test('a runbook has steps and commands', () => {
  expect(blocksOf('1. Look.\n2. Act.\n\n```\nmatinee doctor\n```')).toEqual([
    { kind: 'list', ordered: true, items: ['Look.', 'Act.'] },
    { kind: 'code', text: 'matinee doctor' },
  ]);
});

test('code, strong words and links are told from what stands between', () => {
  expect(piecesOf('See `GET admin/drift`, *missing* and [the page](slow.md).')).toEqual([
    { kind: 'plain', text: 'See ' },
    { kind: 'code', text: 'GET admin/drift' },
    { kind: 'plain', text: ', ' },
    { kind: 'em', text: 'missing' },
    { kind: 'plain', text: ' and ' },
    { kind: 'link', text: 'the page', to: 'slow.md' },
    { kind: 'plain', text: '.' },
  ]);
});
