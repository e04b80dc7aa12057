import { assert, type JsonValue, jsonValue, property, record, string } from 'fast-check';
import { expect, test } from 'vitest';
import { JsonScanner } from './json-scanner.ts';
import { nameOfDependency, timeOfRecord } from './record.ts';
import { readRepodata } from './repodata.ts';

const recordOf = (file: string, more: object = {}) => {
  const [name = '', version = '', build = ''] = file.split('-');
  return { name, version, build, build_number: 0, depends: [], ...more };
};

test('finds the members of any object where JSON.parse finds them', async () => {
  assertMembers({ 'a"\\b': 'x"y\\', b: [1, -2.5e3, true, null, { c: '}' }], c: {}, d: [] });
  await assert(
    property(record({ object: jsonValue(), key: string() }), ({ object, key }) => assertMembers({ [key]: object, other: [object] })),
  );
});

function assertMembers(object: Readonly<Record<string, JsonValue>>): void {
  for (const text of [JSON.stringify(object), JSON.stringify(object, undefined, 2)]) {
    const bytes = Buffer.from(text);
    const scanner = new JsonScanner(bytes);
    const found: [string, unknown][] = [];
    scanner.object((name) => {
      const { start, end } = scanner.skip();
      found.push([name, JSON.parse(bytes.toString('utf8', start, end))]);
    });
    expect(found).toEqual(Object.entries(JSON.parse(text)));
  }
}

test.each(['', '[', '{', '{"a"', '{"a": ', '{"a": {"b": 1}', '{"a": "x', '{a: 1}', '7'])('refuses %j', (text) => {
  const scanner = new JsonScanner(Buffer.from(text));
  expect(() => scanner.object(() => undefined)).toThrow(RangeError);
});

test('of both formats the newer counts, unless it was removed', () => {
  const packages = { 'ice-1-0.tar.bz2': recordOf('ice-1-0'), 'ice-2-0.tar.bz2': recordOf('ice-2-0'), 'odd.tar.bz2': {} };
  const conda = { 'ice-1-0.conda': recordOf('ice-1-0'), 'ice-2-0.conda': recordOf('ice-2-0') };
  const text = JSON.stringify({ info: { subdir: 'noarch' }, packages, 'packages.conda': conda, removed: ['ice-2-0.conda'] });
  const repodata = readRepodata(Buffer.from(text));
  expect([...repodata.names]).toEqual(['ice']);
  expect([...repodata.records('ice').keys()].sort()).toEqual(['ice-1-0.conda', 'ice-2-0.tar.bz2']);
  expect(repodata.records('none').size).toBe(0);
});

test('dependencies and times of records', () => {
  const names = ['numpy', 'numpy >=1.26,<2', 'conda-forge::numpy 1.*', 'Numpy=1', 'numpy[version=">=1"]', '__glibc >=2.17', ''].map(
    nameOfDependency,
  );
  expect(names).toEqual(['numpy', 'numpy', 'numpy', 'numpy', 'numpy', '__glibc', '']);
  expect([timeOfRecord({ timestamp: 1_700_000_000 }), timeOfRecord({ timestamp: 1_700_000_000_000 }), timeOfRecord({})]).toEqual([
    1_700_000_000_000,
    1_700_000_000_000,
    undefined,
  ]);
});
