import { expect, test } from 'vitest';
import { formatsIn } from './format';

const english = formatsIn('en');
const german = formatsIn('de');

test('nothing is written as less than nothing', () => {
  expect([english.number(-0.0001, 3), english.percent(-0.0004), english.change(-0.0004)]).toEqual([
    '0.000',
    '0%',
    '0.0%',
  ]);
  expect([english.signed(-0.0001, 3), english.signed(0.0001, 3)]).toEqual(['0.000', '0.000']);
});

test('what changed has its sign', () => {
  expect([english.change(0.0123), english.change(-0.0123)]).toEqual(['+1.2%', '-1.2%']);
  expect([english.signed(0.5, 2), english.signed(-0.5, 2)]).toEqual(['+0.50', '-0.50']);
});

test('figures are written as people of the language write them', () => {
  expect([english.number(-1234.5, 1), german.number(-1234.5, 1)]).toEqual(['-1,234.5', '-1.234,5']);
  expect([english.percent(0.0005, 2), german.percent(0.0005, 2)]).toEqual(['0.05%', '0,05\u00a0%']);
});
