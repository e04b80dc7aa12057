import { expect, test } from 'vitest';
import { compareAnswers, parseWanted } from './version.ts';

test('a version is a minor or an exact one', () => {
  expect(parseWanted('3.10')).toEqual({ text: '3.10', minor: '3.10', patch: undefined });
  expect(parseWanted('3.10.11')).toEqual({ text: '3.10.11', minor: '3.10', patch: 11 });
});

test.each(['3', 'three', '', '3.x', '3.10.', '>=3.10', '3.10.11rc1', ' 3.10', '3.010', '3.10.11.1'])(
  '%j is interpreters.bad-version',
  (text) => {
    expect(() => parseWanted(text)).toThrow(expect.objectContaining({ code: 'interpreters.bad-version' }));
  },
);

test.each(['2.7', '2.7.18', '3.7', '0.1'])('%s is interpreters.unsupported-version', (text) => {
  expect(() => parseWanted(text)).toThrow(expect.objectContaining({ code: 'interpreters.unsupported-version' }));
});

test('the nearest patch answers best, the newer of two equally near', () => {
  const versions = ['3.10.2', '3.10.9', '3.10.13', '3.10.20'];
  expect(versions.toSorted(compareAnswers(parseWanted('3.10.11')))).toEqual(['3.10.13', '3.10.9', '3.10.20', '3.10.2']);
  expect(versions.toSorted(compareAnswers(parseWanted('3.10')))[0]).toBe('3.10.20');
});
