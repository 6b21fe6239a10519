import { expect, test } from 'vitest';
import { Problem, unreachable } from './api/problem';
import { de } from './messages/de';
import { en } from './messages/en';
import { translator } from './messages/translate';
import { faultInWords, problemInWords } from './problem-words';

const english = translator('en', en);
const german = translator('de', de);
const weak = new Problem({
  code: 'weak_password',
  status: 422,
  title: 'this password is a row of keys',
  detail: 'Take another',
  errors: [{ field: 'password', message: 'this password is a row of keys' }],
});

test('in English the service speaks for itself, with what helps', () => {
  expect(problemInWords(weak, english, 'en')).toBe('this password is a row of keys. Take another');
  expect(faultInWords(weak, ['password'], english, 'en')).toBe('this password is a row of keys');
});

test('in other languages the code and the field are said in words of our own', () => {
  expect(problemInWords(weak, german, 'de')).toBe(de['problem.weak_password']);
  expect(faultInWords(weak, ['new_password', 'password'], german, 'de')).toBe(de['problem.weak_password']);
  expect(faultInWords(weak, ['username'], german, 'de')).toBeUndefined();
});

test('a code that nobody knows here is said as it is, and no English stands beside German', () => {
  const odd = new Problem({ code: 'http_418', status: 418, title: 'a teapot' });
  expect(problemInWords(odd, german, 'de')).toContain('http_418');
  expect(problemInWords(odd, german, 'de')).not.toContain('teapot');
});

test('what is no answer of the service, and what never reached it, is told as well', () => {
  expect(problemInWords(new Error('x is not a function'), german, 'de')).toBe(de['failed.unexpected']);
  expect(problemInWords(unreachable(), english, 'en')).toBe(en['problem.unreachable']);
});
