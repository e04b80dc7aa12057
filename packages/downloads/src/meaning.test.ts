import { expect, test } from 'vitest';
import { meaningOfStatus, wordsOfError } from './meaning.ts';

test.each([
  [401, 'not-allowed'],
  [403, 'not-allowed'],
  [407, 'not-allowed'],
  [404, 'gone'],
  [410, 'gone'],
  [310, 'failed'],
  [503, 'failed'],
])('a status of %i means %s', (status, meaning) => {
  expect(meaningOfStatus(status)).toBe(meaning);
});

test('an error is said by its message, else its code, else its name', () => {
  expect(wordsOfError(new Error('broken'))).toBe('broken');
  expect(wordsOfError(Object.assign(new Error(''), { code: 'ECONNREFUSED' }))).toBe('ECONNREFUSED');
  expect(wordsOfError(new TypeError(''))).toBe('TypeError');
});
