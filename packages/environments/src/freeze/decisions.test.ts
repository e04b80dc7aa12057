import type { Ecosystem, EnvironmentRequest, LockedEnvironment } from '@frazil/core';
import { expect, test } from 'vitest';
import { groupRequests } from './group-requests.ts';
import { absenceOf, stalenessOf } from './staleness.ts';
import { wantedPlatforms } from './wanted-platforms.ts';

const PANDAS: EnvironmentRequest = { ecosystem: 'pypi', python: '3.10.11', packages: { pandas: '2.1.1', numpy: '' } };
const LOCKED: LockedEnvironment = {
  steps: ['start'],
  request: PANDAS,
  asOf: { date: '2023-10-15', reason: 'asked for' },
  interpreters: [{ version: '3.10.11', provider: 'standalone', platforms: ['linux-x86_64', 'osx-arm64'] }],
  packages: [],
};
const SATISFIED: Pick<Ecosystem, 'staleness'> = { staleness: () => undefined };

test('steps that ask for the same share a group, whatever the order they say it in', () => {
  const again: EnvironmentRequest = { packages: { numpy: '', pandas: '2.1.1' }, python: '3.10.11', ecosystem: 'pypi' };
  const groups = groupRequests(
    new Map([
      ['b', PANDAS],
      ['local', undefined],
      ['a', again],
      ['c', { ...PANDAS, python: '3.11' }],
    ]),
  );
  expect(groups.map(({ steps }) => steps)).toEqual([['a', 'b'], ['c']]);
});

test('a new lock covers the host for sure and the default platforms if it can', () => {
  expect(wantedPlatforms('osx-x86_64', undefined, undefined)).toEqual({
    required: ['osx-x86_64'],
    desired: ['linux-x86_64', 'linux-aarch64', 'osx-arm64'],
  });
  expect(wantedPlatforms('linux-x86_64', ['osx-arm64'], undefined)).toEqual({ required: ['linux-x86_64', 'osx-arm64'], desired: [] });
});

test('a lock keeps its platforms and gets the host', () => {
  expect(wantedPlatforms('linux-aarch64', undefined, LOCKED).required).toEqual(['linux-aarch64', 'linux-x86_64', 'osx-arm64']);
});

test.each([
  [{ platforms: ['linux-x86_64'] as const, excludeNewer: undefined }, undefined],
  [{ platforms: ['linux-x86_64'] as const, excludeNewer: '2023-10-15' }, undefined],
  [{ platforms: ['linux-x86_64'] as const, excludeNewer: '2024-01-01' }, 'it is not locked as of 2024-01-01'],
  [{ platforms: ['linux-aarch64', 'osx-arm64'] as const, excludeNewer: undefined }, 'it is not locked for linux-aarch64'],
])('a lock held against %j is stale because %s', (wish, reason) => {
  expect(stalenessOf(LOCKED, { request: PANDAS, ...wish }, SATISFIED)).toBe(reason);
});

test('what is not locked says why', () => {
  expect(absenceOf(['start'], undefined)).toBe('there is no such file');
  expect(absenceOf(['other'], { version: 1, environments: { a: LOCKED } })).toBe('it is not locked yet');
  expect(absenceOf(['start'], { version: 1, environments: { a: LOCKED } })).toBe('another request is locked there: it changed since');
});
