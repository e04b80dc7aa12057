import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPython } from '@frazil/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeWheel, type WheelToMake } from './testing/make-wheel.ts';
import { installed, pack, unpack } from './testing/pack-to-folder.ts';

const python = findPython();
const sitePackages = `lib/python${python.minor}/site-packages`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pack-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function filesOf(directory: string): string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
}

test('spreads a wheel over the prefix', async () => {
  const data = 'demo-1.0.data';
  const wheel = makeWheel({
    files: {
      'demo/__init__.py': 'def main(): print("demo")\n',
      'demo/tests/test_demo.py': 'x = 1\n',
      'demo/template.py': 'print "two"\n',
      'demo/a, "b".txt': 'quoted',
      'demo-1.0.dist-info/entry_points.txt': '[console_scripts]\ndemo = demo:main [extra]\nreplaced = demo:main\n',
      'demo-1.0.dist-info/INSTALLER': 'other\n',
      'demo-1.0.dist-info/REQUESTED': '',
      'demo-1.0.dist-info/direct_url.json': '{}',
      [`${data}/purelib/pure.py`]: 'x = 1\n',
      [`${data}/platlib/plat.py`]: 'x = 1\n',
      [`${data}/headers/demo.h`]: '',
      [`${data}/data/share/demo/x.txt`]: 'shared',
      [`${data}/scripts/script`]: '#!python\nprint("script")\n',
      [`${data}/scripts/script.sh`]: '#!/bin/sh\n',
      [`${data}/scripts/replaced`]: '#!python\n',
    },
    members: [{ name: 'demo/bin/tool', content: '#!/bin/sh\n', mode: 0o100755 }],
  });
  const prefix = await installed(wheel, python, folder);
  const tag = `cpython-${python.minor.replace('.', '')}`;
  const metadata = ['INSTALLER', 'METADATA', 'RECORD', 'WHEEL', 'entry_points.txt'].map(
    (name) => `${sitePackages}/demo-1.0.dist-info/${name}`,
  );
  const library = ['__init__.py', `__pycache__/__init__.${tag}.pyc`, 'a, "b".txt', 'bin/tool', 'template.py', 'tests/test_demo.py'];
  expect(filesOf(prefix)).toEqual(
    [
      ...['bin/demo', 'bin/replaced', 'bin/script', 'bin/script.sh', `include/site/python${python.minor}/demo/demo.h`, 'share/demo/x.txt'],
      ...library.map((name) => `${sitePackages}/demo/${name}`),
      ...metadata,
      ...['plat.py', 'pure.py', `__pycache__/plat.${tag}.pyc`, `__pycache__/pure.${tag}.pyc`].map((name) => `${sitePackages}/${name}`),
    ].sort(),
  );
  const executables = filesOf(prefix).filter((path) => (statSync(join(prefix, path)).mode & 0o111) !== 0);
  expect(executables).toEqual(['bin/demo', 'bin/replaced', 'bin/script', 'bin/script.sh', `${sitePackages}/demo/bin/tool`]);
  expect(readFileSync(join(prefix, 'bin/replaced'), 'utf8')).toContain('from demo import main');
  const lines = readFileSync(join(prefix, sitePackages, 'demo-1.0.dist-info/RECORD'), 'utf8').split('\n');
  expect(lines).toContain(`demo/__pycache__/__init__.${tag}.pyc,,`);
  expect(lines).toContain('demo-1.0.dist-info/RECORD,,');
  expect(lines.filter((line) => line.startsWith('../../../bin/demo,sha256='))).toHaveLength(1);
});

test('names no path of the machine in what it compiles, and is the same whatever is around', async () => {
  const path = join(folder, 'demo-1.0-py3-none-any.whl');
  writeFileSync(path, makeWheel({ files: { 'demo.py': 'def f(): raise ValueError\n', 'other.py': 'x = {None, "a"}\n' } }));
  const first = await pack(path, python, folder);
  const layer = readFileSync(first.layer);
  const elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  process.env.PYTHONOPTIMIZE = '2';
  const second = await pack(path, python, elsewhere).finally(() => delete process.env.PYTHONOPTIMIZE);
  expect(second.reference).toEqual(first.reference);
  expect(readFileSync(second.layer).equals(layer)).toBe(true);
  const prefix = await unpack([first], join(folder, 'prefix'));
  const tag = `cpython-${python.minor.replace('.', '')}`;
  expect(readFileSync(join(prefix, sitePackages, `__pycache__/demo.${tag}.pyc`)).includes(folder)).toBe(false);
  const code = 'import traceback, demo\ntry: demo.f()\nexcept ValueError: traceback.print_exc()';
  const env = { PYTHONPATH: join(prefix, sitePackages), PYTHONDONTWRITEBYTECODE: '1' };
  const traceback = execFileSync(python.python, ['-c', `${code.replace('print_exc()', 'print_exc(file=__import__("sys").stdout)')}`], {
    env,
    encoding: 'utf8',
  });
  expect(traceback).toContain(join(prefix, sitePackages, 'demo.py'));
  expect(traceback).toContain('def f(): raise ValueError');
});

test('spools what is large, and leaves nothing behind', async () => {
  const large = Buffer.alloc(9 << 20, 'large');
  const members = [
    { name: 'demo/large.bin', content: large },
    { name: 'demo/stored.so', content: large, isStored: true, mode: 0o100755 },
  ];
  const prefix = await installed(makeWheel({ members }), python, folder);
  for (const name of ['large.bin', 'stored.so']) expect(readFileSync(join(prefix, sitePackages, 'demo', name)).equals(large)).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(['demo-1.0-py3-none-any.whl', 'demo-1.0-py3-none-any.whl.layer', 'prefix']);
});

test('reports how far it is', async () => {
  const path = join(folder, 'demo-1.0-py3-none-any.whl');
  writeFileSync(path, makeWheel({ files: { 'demo/a.bin': Buffer.alloc(1 << 20), 'demo/b.bin': Buffer.alloc(1 << 20) } }));
  const { events } = await pack(path, python, folder);
  expect(events.length).toBeGreaterThan(1);
  const last = events.at(-1);
  expect(last).toMatchObject({ kind: 'progress', phase: 'pack', item: 'demo-1.0-py3-none-any.whl', unit: 'bytes' });
  expect(last?.kind === 'progress' && last.done === last.total).toBe(true);
});

const bad: readonly (readonly [string, string, WheelToMake])[] = [
  ['no dist-info', 'wheel.not-a-wheel', { name: 'other/demo' }],
  ['another package', 'wheel.not-a-wheel', { name: 'other' }],
  ['two dist-infos', 'wheel.not-a-wheel', { files: { 'other-1.0.dist-info/WHEEL': '' } }],
  ['no version of the format', 'wheel.not-a-wheel', { wheel: '' }],
  ['a later version of the format', 'wheel.not-a-wheel', { wheel: 'Wheel-Version: 2.0\n' }],
  ['a broken RECORD', 'wheel.not-a-wheel', { record: 'nonsense\n' }],
  ['an unknown place for data', 'wheel.not-a-wheel', { files: { 'demo-1.0.data/elsewhere/x': '' } }],
  ['a file that RECORD does not list', 'wheel.bad-record', { record: 'demo-1.0.dist-info/RECORD,,\n' }],
  ['a file without hash', 'wheel.bad-record', { files: { 'a.txt': 'x' }, record: 'a.txt,,\n' }],
  ['a weak hash', 'wheel.bad-record', { files: { 'a.txt': 'x' }, record: 'a.txt,md5=abc,\n' }],
  ['a wrong hash', 'wheel.bad-record', { files: { 'a.py': 'x' }, record: 'a.py,sha256=abc,\n' }],
  ['a wrong stronger hash', 'wheel.bad-record', { files: { 'a.py': 'x' }, record: 'a.py,sha512=abc,\n' }],
  ['a bad entry point', 'wheel.bad-entry-point', { files: { 'demo-1.0.dist-info/entry_points.txt': '[console_scripts]\nx = y\n' } }],
  ['two files for one place', 'wheel.collision', { files: { 'a.txt': '1', 'demo-1.0.data/purelib/a.txt': '2' } }],
  ['an unsafe entry', 'wheel.unsafe-entry', { members: [{ name: '../a', content: '' }] }],
];

test.each(bad)('refuses %s with %s', async (_what, code, wheel) => {
  await expect(installed(makeWheel(wheel), python, folder)).rejects.toMatchObject({ code });
  expect(readdirSync(folder)).toEqual(['demo-1.0-py3-none-any.whl']);
});

test('takes RECORDs with sha512, and with files that are not there', async () => {
  const record = (path: string, content: string) => `${path},sha512=${hash('sha512', content, 'base64url')},\n`;
  const [wheelText, metadata] = ['Wheel-Version: 1.0\n', 'Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n'];
  const rows = record('demo-1.0.dist-info/WHEEL', wheelText) + record('demo-1.0.dist-info/METADATA', metadata);
  const prefix = await installed(makeWheel({ record: `${rows}gone.py,sha256=abc,1\n` }), python, folder);
  expect(readFileSync(join(prefix, sitePackages, 'demo-1.0.dist-info/RECORD'), 'utf8')).not.toContain('gone.py');
});

test('refuses an artifact that is not the locked one, or is not there', async () => {
  const path = join(folder, 'demo-1.0-py3-none-any.whl');
  writeFileSync(path, makeWheel({}));
  const sha256 = '0'.repeat(64);
  await expect(pack(path, python, folder, { sha256 })).rejects.toMatchObject({
    code: 'wheel.wrong-artifact',
    details: { expected: sha256 },
  });
  await expect(pack(join(folder, 'none-1.0-py3-none-any.whl'), python, folder, { sha256 })).rejects.toMatchObject({
    code: 'wheel.unreadable',
  });
  await expect(pack(folder, python, tmpdir(), { sha256 })).rejects.toMatchObject({ code: 'wheel.unreadable' });
});

test('says when the interpreter is of another version or can not run', async () => {
  const path = join(folder, 'demo-1.0-py3-none-any.whl');
  writeFileSync(path, makeWheel({ files: { 'demo.py': '' } }));
  await expect(pack(path, { ...python, version: '3.9.99', minor: '3.9' }, folder)).rejects.toMatchObject({ code: 'wheel.wrong-python' });
  await expect(pack(path, { ...python, python: join(folder, 'none') }, folder)).rejects.toMatchObject({ code: 'wheel.compile-failed' });
});

test('packs without .pyc files for a Python whose bytecode is not known, and says so', async () => {
  const path = join(folder, 'demo-1.0-py3-none-any.whl');
  writeFileSync(path, makeWheel({ files: { 'demo.py': '' } }));
  const packed = await pack(path, { ...python, version: '3.99.0' }, folder);
  expect(packed.events[0]).toMatchObject({ kind: 'note', level: 'warning', message: expect.stringContaining('3.99') });
  expect(filesOf(await unpack([packed], join(folder, 'prefix'))).filter((file) => file.endsWith('.pyc'))).toEqual([]);
});

test('stops when aborted, and leaves nothing', async () => {
  const path = join(folder, 'demo-1.0-py3-none-any.whl');
  const output = join(folder, 'out');
  mkdirSync(output);
  writeFileSync(
    path,
    makeWheel({ files: { 'demo.py': 'x = 1\n'.repeat(100_000) }, members: [{ name: 'l.bin', content: Buffer.alloc(64 << 20) }] }),
  );
  for (const milliseconds of [0, 5, 30, 60, 120]) {
    const signal = AbortSignal.timeout(milliseconds);
    await expect(pack(path, python, output, { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(readdirSync(output)).toEqual([]);
  }
});

test('says when there is no room to spool', async () => {
  const path = join(folder, 'demo-1.0-py3-none-any.whl');
  writeFileSync(path, makeWheel({ members: [{ name: 'l.bin', content: Buffer.alloc(9 << 20) }] }));
  await expect(pack(path, python, join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'wheel.spool-failed' });
});
