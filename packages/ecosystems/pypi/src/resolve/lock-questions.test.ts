import type { EnvironmentRequest, LockedEnvironment, LockedPackage } from '@frazil/core';
import { expect, test } from 'vitest';
import { staleness } from './staleness.ts';
import { timeOfPins } from './time-of-pins.ts';

const REQUEST: EnvironmentRequest = {
  ecosystem: 'pypi',
  python: '3.10.11',
  packages: { Pandas: '2.1.1', 'six[extra]': '>=1,<2', x: '@ https://host/x-1.whl' },
};

function entry(name: string, version: string, extra: Partial<LockedPackage> = {}): LockedPackage {
  return { name, version, index: 'default', why: ['request'], files: [], ...extra };
}

const LOCKED: LockedEnvironment = {
  steps: ['start'],
  request: REQUEST,
  interpreters: [],
  packages: [entry('pandas', '2.1.1'), entry('six', '1.16.0'), entry('x', '1', { url: 'https://host/x-1.whl' })],
};

test('a lock answers the request it was made of, however it is written', () => {
  expect(staleness(LOCKED, REQUEST)).toBeUndefined();
  const packages = { x: '@https://host/x-1.whl', 'SIX[Extra]': '<2, >=1', pandas: '==2.1.1' };
  expect(staleness(LOCKED, { ...REQUEST, packages })).toBeUndefined();
});

test('what changed is said', () => {
  const why = (change: Partial<EnvironmentRequest>) => staleness(LOCKED, { ...REQUEST, ...change });
  expect(why({ python: '3.11' })).toBe('it is for Python 3.10.11, and 3.11 is asked for');
  expect(why({ excludeNewer: '2023-10-15' })).toBe('it is as of no date, and 2023-10-15 is asked for');
  expect(why({ packages: { ...REQUEST.packages, numpy: '1.26.1' } })).toBe('numpy==1.26.1 is asked for, and was not when it was made');
  expect(why({ packages: { Pandas: '2.1.1' } })).toBe('six[extra]<2,>=1 is not asked for any more');
});

test('a lock that was edited away from its request is stale', () => {
  const [, six, x] = LOCKED.packages;
  if (six === undefined || x === undefined) throw new RangeError('three packages');
  expect(staleness({ ...LOCKED, packages: [entry('pandas', '2.1.2'), six, x] }, REQUEST)).toBe(
    'it has pandas 2.1.2, and pandas==2.1.1 is asked for',
  );
  expect(staleness({ ...LOCKED, packages: [six, x] }, REQUEST)).toBe('it has no pandas');
  expect(staleness({ ...LOCKED, packages: [entry('pandas', '2.1.1'), entry('six', '2.0'), x] }, REQUEST)).toContain('six 2.0');
});

test('the time of pins is a day after the newest of them came', () => {
  const file = (uploaded?: string) => ({ file: 'f.whl', sha256: '0'.repeat(64), platforms: [], ...(uploaded && { uploaded }) });
  const packages = [
    entry('pandas', '2.1.1', { files: [file('2023-09-20T21:04:06Z'), file('2023-09-20T21:03:00Z')] }),
    entry('six', '1.16.0', { files: [file('2024-01-01T00:00:00Z')] }),
  ];
  expect(timeOfPins(REQUEST, packages)).toBe('2023-09-21T21:04:06Z');
  expect(timeOfPins({ ...REQUEST, packages: { six: '>=1' } }, packages)).toBeUndefined();
  expect(timeOfPins(REQUEST, [entry('pandas', '2.1.1', { files: [file()] })])).toBeUndefined();
});
