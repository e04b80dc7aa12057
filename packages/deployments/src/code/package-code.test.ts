import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Context, type Event, keys, type Store } from '@frazil/core';
import { openLayer } from '@frazil/layers';
import { createMemoryStore } from '@frazil/store-memory';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCode } from './code-reference.ts';
import { DEFAULT_SUFFIXES, type PackageInput, packageCode } from './package-code.ts';

let folder: string;
let store: Store;
const events: Event[] = [];
const context: Context = { reporter: { report: (event) => events.push(event) }, signal: new AbortController().signal };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frazil-code-'));
  store = createMemoryStore();
  events.length = 0;
  write('flow.py');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content = path): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function pack(changes: Partial<PackageInput> = {}) {
  const scratch = join(folder, '.scratch');
  return packageCode({ folder, file: 'flow.py', suffixes: DEFAULT_SUFFIXES, excluded: [], store, scratch, ...changes }, context);
}

async function packed(changes: Partial<PackageInput> = {}): Promise<readonly string[]> {
  const reference = await pack(changes);
  const key = keys.layer(reference.digest);
  const read = async ({ offset, length }: { offset: number; length: number }) =>
    (await store.get(key, { offset, length })) ?? new Uint8Array();
  const { files, symlinks } = await openLayer({ kind: 'ranges', size: reference.size, read }, reference);
  expect(symlinks).toEqual([]);
  return files.map(({ path, executable }) => (executable ? `${path}*` : path));
}

test('holds what is code, and nothing of the machine', async () => {
  for (const path of ['lib/a.py', 'lib/data.csv', '.hidden.py', '.git/hook.py', 'lib/__pycache__/a.py', 'cache/b.py']) write(path);
  write('env/pyvenv.cfg');
  write('env/lib/c.py');
  chmodSync(join(folder, 'lib/a.py'), 0o755);
  expect(await packed({ excluded: [join(folder, 'cache'), join(folder, 'absent')] })).toEqual(['flow.py', 'lib/a.py*']);
});

test('suffixes and .frazilignore decide; the flow file is there in any case', async () => {
  for (const path of ['a.csv', 'big.csv', 'notes/b.csv', 'tests/c.py', 'd.py']) write(path);
  write('.frazilignore', 'tests/\n*.py\nbig.*\n/notes\n');
  expect(await packed({ suffixes: ['.csv', '.py'] })).toEqual(['a.csv', 'flow.py']);
  expect(await packed({ suffixes: [] })).toEqual(['flow.py']);
});

test('holds what is added from elsewhere, but for what the folder has', async () => {
  const library = mkdtempSync(join(tmpdir(), 'frazil-library-'));
  for (const path of ['acme/__init__.py', 'acme/sub/data.bin', 'acme/__pycache__/a.pyc', 'acme/.hidden', 'single.py', 'notes.txt']) {
    mkdirSync(dirname(join(library, path)), { recursive: true });
    writeFileSync(join(library, path), 'theirs');
  }
  symlinkSync('nowhere', join(library, 'acme', 'broken.py'));
  symlinkSync(join(library, 'acme', 'sub'), join(library, 'acme', 'linked'));
  symlinkSync(join(library, 'acme'), join(library, 'acme', 'round'));
  write('single.py', 'ours');
  const modules = [
    { name: 'acme', path: join(library, 'acme') },
    { name: 'single', path: join(library, 'single.py') },
  ];
  const additions = { modules, files: [{ path: 'data/n.txt', file: join(library, 'notes.txt') }] };
  const inside = ['acme/__init__.py', 'acme/linked/data.bin', 'acme/sub/data.bin', 'data/n.txt', 'flow.py', 'single.py'];
  expect(await packed({ additions })).toEqual(inside);
  rmSync(join(folder, 'single.py'));
  expect(await packed({ additions })).toEqual(inside);
  rmSync(join(library, 'notes.txt'));
  await expect(pack({ additions })).rejects.toMatchObject({ code: 'deployments.folder-unreadable' });
  rmSync(library, { recursive: true });
});

test('follows links, but not round, and not into nothing', async () => {
  write('shared/a.py');
  symlinkSync('shared', join(folder, 'lib'));
  symlinkSync('..', join(folder, 'shared/up'));
  symlinkSync('nowhere.py', join(folder, 'broken.py'));
  symlinkSync('shared/a.py', join(folder, 'a.py'));
  expect(await packed()).toEqual(['a.py', 'flow.py', 'lib/a.py', 'shared/a.py']);
});

test('the same files give the same layer, whenever they were written; it is stored once', async () => {
  write('lib/a.py');
  const first = await pack();
  utimesSync(join(folder, 'flow.py'), 1, 1);
  expect(await pack()).toEqual(first);
  const other = createMemoryStore();
  expect(await pack({ store: other })).toEqual(first);
  expect(await readCode(store, first.digest)).toEqual(first);
  write('lib/a.py', 'changed');
  expect((await pack()).digest).not.toBe(first.digest);
});

test('what is gone or damaged in the store is stored again', async () => {
  const first = await pack();
  await store.put(keys.layer(first.digest), new Uint8Array(first.size - 1));
  expect(await packed()).toEqual(['flow.py']);
  await store.put(keys.code(first.digest), Buffer.from('{'));
  expect(await packed()).toEqual(['flow.py']);
  expect(await readCode(store, first.digest)).toEqual(first);
  await store.delete(keys.code(first.digest));
  await expect(readCode(store, first.digest)).rejects.toMatchObject({ code: 'deployments.code-missing' });
});

test('warns of a package that is larger than code is, and says where', async () => {
  write('models/weights.py', 'x'.repeat(21 * 1024 * 1024));
  await pack();
  expect(events).toMatchObject([{ kind: 'note', level: 'warning', message: expect.stringMatching(/2 files with 22 MB, .* models:/) }]);
});

test('says which file or folder can not be read', async () => {
  await expect(pack({ folder: join(folder, 'absent') })).rejects.toMatchObject({
    code: 'deployments.folder-unreadable',
    details: { path: join(folder, 'absent'), reason: 'ENOENT' },
  });
  mkdirSync(join(folder, '.frazilignore'));
  await expect(pack()).rejects.toMatchObject({ code: 'deployments.folder-unreadable' });
});
