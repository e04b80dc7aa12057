import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LockedEnvironment, type Lockfile, Platform } from '@frazil/core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLockfile, writeLockfile } from './lockfile.ts';
import { parseLockfile } from './parse-lockfile.ts';
import { printLockfile } from './print-lockfile.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-lock-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const SAMPLE: Lockfile = {
  version: 1,
  environments: {
    '0123456789ab': {
      steps: ['start'],
      request: { ecosystem: 'pypi', python: '3.10.11', packages: { pandas: '2.1.1' } },
      asOf: { date: '2023-09-21T00:00:00Z', reason: 'with newer packages, import pandas fails: numpy.dtype size changed' },
      interpreters: [{ version: '3.10.13', provider: 'installed', platforms: ['linux-x86_64'] }],
      packages: [
        {
          name: 'pytz',
          version: '2023.3',
          index: 'default',
          why: ['pandas'],
          files: [
            {
              file: 'pytz-2023.3-py2.py3-none-any.whl',
              sha256: 'a'.repeat(64),
              size: 502_273,
              platforms: ['linux-x86_64', 'linux-aarch64'],
            },
          ],
        },
      ],
    },
  },
};

test('prints a lock that people can review', () => {
  expect(printLockfile(SAMPLE, 'pandasflow.py')).toMatchInlineSnapshot(`
    "# The frozen dependencies of pandasflow.py, written by frazil.
    # Review changes to it like code; don't edit it by hand.

    version: 1
    environments:
      0123456789ab:
        steps: [start]
        request:
          ecosystem: pypi
          python: 3.10.11
          packages:
            pandas: 2.1.1
        asOf:
          date: "2023-09-21T00:00:00Z"
          reason: "with newer packages, import pandas fails: numpy.dtype size changed"
        interpreters:
          - version: 3.10.13
            provider: installed
            platforms: [linux-x86_64]
        packages:
          - name: pytz
            version: "2023.3"
            index: default
            why: [pandas]
            files:
              - file: pytz-2023.3-py2.py3-none-any.whl
                sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                size: 502273
                platforms: [linux-aarch64, linux-x86_64]
    "
  `);
});

test('reads what it printed, whatever is in it', () => {
  fc.assert(
    fc.property(lockfiles(), (lockfile) => {
      expect(sorted(parseLockfile(printLockfile(lockfile, 'f.py'), 'f'))).toEqual(sorted(lockfile));
    }),
  );
});

test('reads an unchanged lock from what it kept, and survives what somebody did to that', async () => {
  const path = join(await mkdtemp(join(folder, 'kept-')), 'kept.lock');
  const cache = join(folder, 'kept');
  await writeLockfile(path, SAMPLE);
  const first = await readLockfile(path, cache);
  const [kept = ''] = await readdir(join(cache, 'locks'));
  expect(await readLockfile(path, cache)).toEqual(first);
  await writeFile(join(cache, 'locks', kept), '{"version": 1, "environments": 7}');
  expect(await readLockfile(path, cache)).toEqual(first);
});

test('writes only what changed, and leaves nothing behind', async () => {
  const path = join(folder, 'flow.py.lock');
  expect(await readLockfile(path, join(folder, 'cache'))).toBeUndefined();
  expect(await writeLockfile(path, SAMPLE)).toBe(true);
  expect(await writeLockfile(path, SAMPLE)).toBe(false);
  expect(await readLockfile(path, join(folder, 'cache'))).toEqual(parseLockfile(printLockfile(SAMPLE, 'flow.py'), path));
  expect(await readFile(path, 'utf8')).toContain('frozen dependencies of flow.py,');
  expect((await readdir(folder)).filter((name) => name.endsWith('.lock') || name.endsWith('.tmp'))).toEqual(['flow.py.lock']);
});

test.each([
  ['<<<<<<< HEAD\nversion: 1\n', 'lock.conflict'],
  ['version: [1', 'lock.unreadable'],
  ['version: 1\nenvironments: {a: 1}\n', 'lock.unreadable'],
  ['', 'lock.unreadable'],
  ['version: 2\n', 'lock.too-new'],
])('refuses %j', async (text, code) => {
  const path = join(folder, 'bad.lock');
  await writeFile(path, text);
  await expect(readLockfile(path, join(folder, 'cache'))).rejects.toMatchObject({ code });
});

test('says when the folder is missing', async () => {
  await expect(writeLockfile(join(folder, 'none', 'f.lock'), SAMPLE)).rejects.toMatchObject({ code: 'lock.not-written' });
});

function lockfiles(): fc.Arbitrary<Lockfile> {
  const text = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom('yes', 'on', 'n', '1.10', '0x1', '2023-10-15', '~', 'null', '1e3', '- a', '#', '<<'),
  );
  // Names that objects and YAML give a meaning of their own; no index has them.
  const packageName = text.filter((name) => name !== '__proto__' && name !== '<<');
  const platforms = fc.uniqueArray(fc.constantFrom(...Platform.options), { minLength: 1 });
  const sha256 = fc.stringMatching(/^[0-9a-f]{64}$/);
  const file = fc.record(
    { file: text, subdir: text, build: text, sha256, size: fc.nat(), uploaded: text, platforms },
    { requiredKeys: ['file', 'sha256', 'platforms'] },
  );
  const packages = fc.dictionary(packageName, text);
  const request = fc.record(
    { ecosystem: fc.constantFrom('pypi' as const, 'conda' as const), python: text, packages, channels: fc.array(text), pypi: packages },
    { requiredKeys: ['ecosystem', 'python', 'packages'] },
  );
  const locked: fc.Arbitrary<LockedEnvironment> = fc.record(
    {
      steps: fc.array(text),
      request,
      asOf: fc.record({ date: text, reason: text }),
      interpreters: fc.array(
        fc.record({ version: text, provider: text, package: text, platforms }, { requiredKeys: ['version', 'provider', 'platforms'] }),
      ),
      packages: fc.array(
        fc.record(
          { name: text, version: text, index: text, channel: text, why: fc.array(text), files: fc.array(file) },
          { requiredKeys: ['name', 'version', 'why', 'files'] },
        ),
      ),
    },
    { requiredKeys: ['steps', 'request', 'interpreters', 'packages'] },
  );
  return fc.record({ version: fc.constant(1 as const), environments: fc.dictionary(fc.stringMatching(/^[0-9a-f]{12}$/), locked) });
}

/** Lists whose order says nothing are printed in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string') ? [...value].sort() : value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, sorted(member)]));
}
