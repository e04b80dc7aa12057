import { expect, test } from 'vitest';
import { textFindings } from './text-findings.ts';

const HOST = ['files', 'pythonhosted', 'org'].join('.');

test('a host of a registry is found with its line', () => {
  expect(textFindings('a.md', `first\nget https://${HOST}/x`, [])).toEqual([
    "a.md:2: names a registry's host; the tools' own settings decide",
  ]);
});

test('an address in a lock is found', () => {
  expect(textFindings('package-lock.json', `"${'resolved'}": "https://mirror.example/x.tgz"`, [])).toHaveLength(1);
  expect(textFindings('package-lock.json', '"resolved": "packages/core"', [])).toEqual([]);
});

test("a folder of this machine is found, but not another folder's part", () => {
  expect(textFindings('a.ts', "const home = '/srv/ada/frazil';", ['/srv/ada'])).toEqual([
    'a.ts:1: names /srv/ada, a folder of this machine',
  ]);
  expect(textFindings('a.ts', "const x = '/srv/adam'; const y = './srv/ada'", ['/srv/ada'])).toEqual([]);
});
