import { digestOf, FrozenEnvironment, LockedEnvironment, type Platform } from '@frazil/core';
import { expect, test } from 'vitest';
import { frozenLines } from './frozen-lines.ts';
import { createStyle } from './style.ts';

const layer = { digest: digestOf('x'), toc: digestOf('y'), size: 1_500_000, unpackedSize: 1, files: 1 };
const platforms: readonly Platform[] = ['linux-x86_64', 'osx-arm64'];

function groupOf(asOf?: LockedEnvironment['asOf']) {
  const request = { ecosystem: 'pypi', python: '3.10.11', packages: {} };
  const locked = LockedEnvironment.parse({ steps: ['start'], request, ...(asOf && { asOf }), interpreters: [], packages: [] });
  const layers = [
    { kind: 'interpreter', name: 'python', version: '3.10.13', layer },
    { kind: 'package', name: 'pandas', version: '2.1.1', layer },
  ];
  const environmentOf = (platform: Platform) =>
    FrozenEnvironment.parse({ schema: 1, id: digestOf('e'), platform, python: '3.10.13', layers });
  const environments = new Map(platforms.map((platform) => [platform, environmentOf(platform)]));
  return { key: 'k', steps: ['start'], locked, environments, isNew: true };
}

test('says what is frozen, for which platforms, as of when and why, and where the lock is', () => {
  const group = groupOf({ date: '2023-10-20', reason: 'pandas breaks with newer packages' });
  const frozen = { lockPath: 'flow.py.lock', changed: true, groups: [group], environments: new Map() };
  expect(frozenLines(frozen, createStyle(false))).toEqual([
    'frozen  start: Python 3.10.13 (3.10.11 was asked for), 1 package, 3.0 MB',
    '        for linux-x86_64, osx-arm64',
    '        as of 2023-10-20: pandas breaks with newer packages',
    'lock    flow.py.lock',
  ]);
});

test('says that nothing is', () => {
  expect(frozenLines(undefined, createStyle(false))).toEqual([
    'No step has an environment of its own: all run in the Python of this machine.',
  ]);
});

test('names the first of many steps', () => {
  const steps = Array.from({ length: 900 }, (_, index) => `s${index}`);
  const frozen = { lockPath: 'flow.py.lock', changed: false, groups: [{ ...groupOf(), steps }], environments: new Map() };
  expect(frozenLines(frozen, createStyle(false))[0]).toMatch(/^frozen {2}s0, s1, .*, s11 and 888 steps more: Python/);
});
