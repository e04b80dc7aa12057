import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPython, makePackage, type PackageToMake } from '@frazil/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installed, pack } from '../testing/pack-to-folder.ts';
import { uncheckedPyc } from './bytecode.ts';

const { minor } = findPython();
const PLACE = '/build/placehold_placehold_placehold_placehold';
const tag = `cpython-${minor.replace('.', '')}`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'conda-pack-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function filesOf(directory: string): string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
}

const readRecord = (prefix: string, name: string) => JSON.parse(readFileSync(join(prefix, 'conda-meta', name), 'utf8'));

const LIBRARY: PackageToMake = {
  name: 'libice',
  version: '2.1',
  build: 'h0_3',
  files: {
    'lib/libice.so.2': { content: Buffer.from(`\x7fELF${PLACE}/share\0rest`), placeholder: { prefix: PLACE, mode: 'binary' } },
    'lib/libice.so': { target: './libice.so.2' },
    'bin/ice-config': { content: `#!/bin/sh\necho ${PLACE}\n`, isExecutable: true, placeholder: { prefix: PLACE, mode: 'text' } },
    'share/large': { content: Buffer.alloc(3 << 20, 'large') },
    [`share/${'long/'.repeat(30)}file`]: 'long',
  },
};

test.each(['conda', 'tar.bz2'] as const)('puts the files of a .%s where conda does, with its record', async (format) => {
  const made = makePackage({ ...LIBRARY, format });
  const prefix = await installed(made, folder);
  const paths = ['bin/ice-config', 'lib/libice.so', 'lib/libice.so.2', 'share/large', `share/${'long/'.repeat(30)}file`];
  expect(filesOf(prefix)).toEqual(['bin/ice-config', 'conda-meta/libice-2.1-h0_3.json', ...paths.slice(1)]);
  expect(readlinkSync(join(prefix, 'lib/libice.so'))).toBe('libice.so.2');
  expect(statSync(join(prefix, 'bin/ice-config')).mode & 0o777).toBe(0o555);
  expect(readFileSync(join(prefix, 'share/large')).equals(Buffer.alloc(3 << 20, 'large'))).toBe(true);
  const record = readRecord(prefix, 'libice-2.1-h0_3.json');
  expect(record).toMatchObject({ name: 'libice', version: '2.1', build: 'h0_3', fn: made.file, sha256: made.record.sha256, files: paths });
  expect(record.paths_data.paths[0]).toMatchObject({
    _path: 'bin/ice-config',
    path_type: 'hardlink',
    file_mode: 'text',
    prefix_placeholder: PLACE,
  });
  expect(record.paths_data.paths[1]).toEqual({ _path: 'lib/libice.so', path_type: 'softlink' });
  expect(JSON.stringify(record)).not.toMatch(/https?:|file:/);
  expect(readdirSync(folder).sort()).toEqual([made.file, `${made.file}.layer`, 'prefix'].sort());
});

test('both formats of a package give the same files', async () => {
  const [one, other] = [await pack(makePackage(LIBRARY), folder), await pack(makePackage({ ...LIBRARY, format: 'tar.bz2' }), folder)];
  expect(one.reference.unpackedSize).toBeGreaterThan(3 << 20);
  expect(Math.abs(one.reference.unpackedSize - other.reference.unpackedSize)).toBeLessThan(20);
});

const PURE: PackageToMake = {
  name: 'frost',
  subdir: 'noarch',
  build: 'py_0',
  files: {
    'site-packages/frost/__init__.py': 'def main(): print("frost")\n',
    'site-packages/frost/tests/test_frost.py': 'x = 1\n',
    'site-packages/frost/where.py': { content: `PLACE = "${PLACE}"\n`, placeholder: { prefix: PLACE, mode: 'text' } },
    'site-packages/frost-1.0.dist-info/METADATA': 'Name: frost\n',
    'python-scripts/old': { content: '#!/bin/sh\n', isExecutable: true },
    'share/frost/data': 'data',
  },
  entryPoints: ['frost = frost:main'],
};

test('what is for all platforms goes where its Python looks, compiled, with commands', async () => {
  const prefix = await installed(makePackage(PURE), folder);
  const site = `lib/python${minor}/site-packages`;
  const paths = [
    'bin/frost',
    'bin/old',
    `${site}/frost-1.0.dist-info/METADATA`,
    `${site}/frost/__init__.py`,
    `${site}/frost/__pycache__/__init__.${tag}.pyc`,
    `${site}/frost/tests/test_frost.py`,
    `${site}/frost/where.py`,
    'share/frost/data',
  ];
  expect(filesOf(prefix)).toEqual([...paths, 'conda-meta/frost-1.0-py_0.json'].sort());
  const record = readRecord(prefix, 'frost-1.0-py_0.json');
  expect(record.files).toEqual(paths.sort());
  const kinds: Record<string, string> = Object.fromEntries(
    record.paths_data.paths.map((one: Record<string, string>) => [one._path, one.path_type]),
  );
  expect(kinds).toMatchObject({ 'bin/frost': 'unix_python_entry_point', [`${site}/frost/__pycache__/__init__.${tag}.pyc`]: 'pyc_file' });
  expect(readFileSync(join(prefix, 'bin/frost'), 'utf8')).toMatch(new RegExp(`^#!/frazil/[\\w/]+/bin/python${minor}\n`));
  expect(statSync(join(prefix, 'bin/frost')).mode & 0o100).toBe(0o100);
});

test('the same package gives the same bytes', async () => {
  const first = await pack(makePackage(PURE), folder);
  const layer = readFileSync(first.layer);
  const second = await pack(makePackage(PURE), folder);
  expect(second.reference).toEqual(first.reference);
  expect(readFileSync(second.layer).equals(layer)).toBe(true);
});

test('compiled modules that came along count whatever the time is, but not those of sources that change', async () => {
  const pyc = Buffer.concat([Buffer.from([1, 2, 13, 10, 0, 0, 0, 0, 9, 9, 9, 9, 8, 8, 8, 8]), Buffer.from('code')]);
  const files = {
    'lib/python3.11/a.py': '',
    'lib/python3.11/__pycache__/a.cpython-311.pyc': { content: pyc },
    'lib/python3.11/b.py': { content: PLACE, placeholder: { prefix: PLACE, mode: 'text' as const } },
    'lib/python3.11/__pycache__/b.cpython-311.pyc': { content: pyc },
  };
  const prefix = await installed(makePackage({ name: 'arch', files }), folder);
  expect(filesOf(prefix)).toEqual([
    'conda-meta/arch-1.0-0.json',
    'lib/python3.11/__pycache__/a.cpython-311.pyc',
    'lib/python3.11/a.py',
    'lib/python3.11/b.py',
  ]);
  const changed = readFileSync(join(prefix, 'lib/python3.11/__pycache__/a.cpython-311.pyc'));
  expect([...changed.subarray(0, 16)]).toEqual([1, 2, 13, 10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(uncheckedPyc(changed)).toBe(changed);
});

test('packages from before paths.json say their prefixes elsewhere', async () => {
  const info = { 'paths.json': '{"paths": []}', has_prefix: `"${PLACE}" binary "lib/with space"\n${PLACE} text etc/x\netc/y\n` };
  const made = makePackage({ name: 'old', files: { 'lib/with space': 'b', 'etc/x': 't', 'etc/y': 't' }, info, format: 'tar.bz2' });
  const before = readRecord(await installed(made, folder), 'old-1.0-0.json').paths_data.paths;
  expect(before.every((one: object) => !('prefix_placeholder' in one))).toBe(true);
  const { 'paths.json': _, ...rest } = info;
  rmSync(join(folder, 'prefix'), { recursive: true });
  const without = makePackage({ name: 'old', files: { 'lib/with space': 'b', 'etc/x': 't', 'etc/y': 't' }, info: rest, hasPaths: false });
  const after = readRecord(await installed(without, folder), 'old-1.0-0.json').paths_data.paths;
  expect(after.map((one: Record<string, string>) => [one._path, one.prefix_placeholder?.slice(0, 6), one.file_mode])).toEqual([
    ['etc/x', '/build', 'text'],
    ['etc/y', '/opt/a', 'text'],
    ['lib/with space', '/build', 'binary'],
  ]);
});

test('Python says what it is, and which glibc it needs', async () => {
  const files = { 'bin/python3.11': { content: '', isExecutable: true }, 'bin/python3': { target: 'python3.11' } };
  const made = makePackage({ name: 'python', version: '3.11.7', depends: ['__glibc >=2.17,<3.0.a0'], files });
  const prefix = await installed(made, folder);
  const facts = JSON.parse(readFileSync(join(prefix, 'lib/python3.11/frazil-interpreter.json'), 'utf8'));
  expect(readFileSync(join(prefix, 'conda-meta/history'), 'utf8')).toBe('');
  expect(facts).toEqual({ version: '3.11.7', provider: 'conda', platform: 'linux-x86_64', glibc: '2.17' });
});

test('a script to be run after installation is there, not run, and said', async () => {
  const { events } = await pack(makePackage({ name: 'linker', files: { 'bin/.linker-post-link.sh': 'exit 1' } }), folder);
  expect(events[0]).toMatchObject({ kind: 'note', level: 'warning', message: expect.stringContaining('not run') });
});

const bad: readonly (readonly [string, string, PackageToMake])[] = [
  ['a path outside', 'conda.unsafe-entry', { name: 'a', members: [{ path: '../x', content: 'x' }] }],
  ['an absolute path', 'conda.unsafe-entry', { name: 'a', members: [{ path: '/etc/x', content: 'x' }] }],
  ['a link outside', 'conda.unsafe-entry', { name: 'a', members: [{ path: 'x', type: '2', target: '../../etc' }] }],
  ['an absolute link', 'conda.unsafe-entry', { name: 'a', members: [{ path: 'x', type: '2', target: '/etc/passwd' }] }],
  ['a hard link to nothing', 'conda.unsafe-entry', { name: 'a', members: [{ path: 'x', type: '1', target: 'y' }] }],
  ['a device', 'conda.unsafe-entry', { name: 'a', members: [{ path: 'x', type: '3' }] }],
  ['a duplicate', 'conda.unsafe-entry', { name: 'a', files: { x: '1' }, members: [{ path: './x', content: '2' }] }],
  ['a file through a link', 'layers.unsafe-entry', { name: 'a', files: { d: { target: 'e' } }, members: [{ path: 'd/x', content: '2' }] }],
  ['no index', 'conda.bad-package', { name: 'a', info: { 'index.json': '{' } }],
  ['another name', 'conda.bad-package', { name: 'a', info: { 'index.json': '{"name":"b","version":"1.0","build":"0","build_number":0}' } }],
  ['a bad command', 'conda.bad-package', { name: 'a', entryPoints: ['../x = a:b'] }],
  ['two files for one place', 'conda.bad-package', { name: 'a', subdir: 'noarch', files: { 'python-scripts/x': '', 'bin/x': '' } }],
];

test.each(bad)('refuses %s with %s, in both formats', async (_, code, made) => {
  for (const format of ['conda', 'tar.bz2'] as const) {
    await expect(installed(makePackage({ ...made, format }), folder)).rejects.toMatchObject({ code });
  }
  expect(readdirSync(folder).filter((name) => name.endsWith('.layer') || name.startsWith('.'))).toEqual([]);
});

test('refuses what is cut off, damaged or no package', async () => {
  for (const format of ['conda', 'tar.bz2'] as const) {
    const made = makePackage({ ...LIBRARY, format });
    const middle = Buffer.from(made.content);
    middle.fill(0, made.content.length >> 1, (made.content.length >> 1) + 64);
    for (const content of [made.content.subarray(0, -100), middle, Buffer.from('no package'), Buffer.alloc(0)]) {
      await expect(pack({ ...made, content }, folder)).rejects.toMatchObject({ code: 'conda.bad-package' });
    }
  }
});

test('stops when aborted, and says when there is no room to unpack', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(pack(makePackage(LIBRARY), folder, { signal })).rejects.toThrow('enough');
  const output = join(folder, 'nowhere', 'layer');
  await expect(pack(makePackage(LIBRARY), folder, { output })).rejects.toMatchObject({ code: 'disk.failed' });
});
