import { expect, test } from 'vitest';
import { formatsIn } from '../format';
import { localeOf } from './language';

test.each([
  [['en-GB', 'en'], '30 May 2006'],
  [['en-US'], 'May 30, 2006'],
  [['fr-FR', 'en-GB'], '30 May 2006'],
  [['fr-FR'], 'May 30, 2006'],
])('a day is written as the device of %j has it', (device, written) => {
  expect(formatsIn(localeOf('en', device)).day('2006-05-30T12:00:00')).toBe(written);
});
