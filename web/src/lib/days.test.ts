import { expect, test } from 'vitest';
import { here, today } from './days';
import { formatsIn } from './format';

test('a day is that of the person, not that of Greenwich', () => {
  expect(today(new Date(2026, 2, 1, 0, 5))).toBe('2026-03-01');
  expect(today(new Date(2026, 10, 30, 23, 55))).toBe('2026-11-30');
});

test('a day of which no hour is known stays that day in every zone', () => {
  const zone = process.env.TZ;
  process.env.TZ = 'America/Los_Angeles';
  try {
    expect(formatsIn('en').day(here('2026-03-01'))).toBe('Mar 1, 2026');
    expect(here('2026-03-01T12:00:00Z')).toBe('2026-03-01T12:00:00Z');
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});
