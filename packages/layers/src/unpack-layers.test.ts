import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LayerReference } from '@frazil/core';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import type { LayerEntry } from './entry.ts';
import { packLayer } from './pack-layer.ts';
import type { LayerSource } from './source.ts';
import { type LayerToUnpack, unpackLayers } from './unpack-layers.ts';

const root = mkdtempSync(join(tmpdir(), 'frazil-unpack-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const { signal } = new AbortController();

function file(path: string, content: string | Uint8Array): LayerEntry {
  return { kind: 'file', path, executable: false, content: Buffer.from(content) };
}

async function layerOf(name: string, entries: readonly LayerEntry[]): Promise<LayerToUnpack & { readonly path: string }> {
  const path = join(root, `${name}.tar.zst`);
  return { path, source: { kind: 'file', path }, reference: await packLayer(entries, path, { level: 1 }) };
}

// Large enough for several threads, and with files of all kinds: small, many, and in several frames.
const many = Array.from({ length: 400 }, (_, index) => file(`pkg/sub${index % 7}/module${index}.py`, `value = ${index}\n`.repeat(index)));
const libraries = Array.from({ length: 4 }, (_, index) =>
  file(`libs/lib${index}.so`, Buffer.alloc(15_000_000 + index, `library ${index}; `)),
);
const big = await layerOf('big', [...many, ...libraries]);

function check(directory: string): void {
  for (const entry of [...many, ...libraries]) {
    if (entry.kind !== 'file' || !(entry.content instanceof Uint8Array)) continue;
    if (!readFileSync(join(directory, entry.path)).equals(entry.content)) throw new Error(`${entry.path} is not as it was packed`);
  }
}

test.each([1, 2, 4])('%i threads unpack a large layer', async (threads) => {
  const directory = join(root, `threads-${threads}`);
  const progress: number[] = [];
  await unpackLayers([big], directory, { signal, threads, onProgress: (bytes) => progress.push(bytes) });
  check(directory);
  expect(progress.at(-1)).toBe(big.reference.size);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  expect(statSync(join(directory, 'libs/lib0.so')).mode & 0o777).toBe(0o444);
});

function rangesOf(path: string): Extract<LayerSource, { kind: 'ranges' }> & { readonly reads: number[] } {
  const bytes = readFileSync(path);
  const reads: number[] = [];
  const read = async ({ offset, length }: { offset: number; length: number }) => {
    reads.push(length);
    await new Promise((resolve) => setTimeout(resolve, 2));
    return bytes.subarray(offset, offset + length);
  };
  return { kind: 'ranges', size: bytes.length, read, reads };
}

test('layers come by range as well as from files, and what a store gave stays its own', async () => {
  const source = rangesOf(big.path);
  const small = await layerOf('beside', [file('beside/a', 'a')]);
  const directory = join(root, 'ranges');
  await unpackLayers([{ source, reference: big.reference }, small], directory, { signal, threads: 3 });
  check(directory);
  expect(readFileSync(join(directory, 'beside/a'), 'utf8')).toBe('a');
  await unpackLayers([{ source, reference: big.reference }], join(root, 'ranges-again'), { signal, threads: 1 });
  expect(source.reads.length).toBeLessThan(6);
});

test('where paths meet the later layer wins', async () => {
  const under = await layerOf('under', [file('a', 'under'), file('b', 'under'), { kind: 'symlink', path: 'c', target: 'a' }]);
  const over = await layerOf('over', [file('b', 'over'), file('c', 'over'), { kind: 'symlink', path: 'a', target: 'b' }]);
  const directory = join(root, 'meet');
  await unpackLayers([under, over], directory, { signal });
  expect(readlinkSync(join(directory, 'a'))).toBe('b');
  expect(readFileSync(join(directory, 'b'), 'utf8')).toBe('over');
  expect(readFileSync(join(directory, 'c'), 'utf8')).toBe('over');
});

test('no layers make an empty directory', async () => {
  await unpackLayers([], join(root, 'none'), { signal });
  expect(existsSync(join(root, 'none'))).toBe(true);
});

test.each([
  ['a file', [file('a', '1')], 'is both a directory and not one'],
  ['a link', [{ kind: 'symlink', path: 'a', target: 'b' }], 'is both a directory and not one'],
  ['a link of another case', [{ kind: 'symlink', path: 'A', target: 'b' }], 'is a link, and differs from a directory by case only'],
] satisfies [string, LayerEntry[], string][])('refuses %s where another layer has a directory', async (_, entries, problem) => {
  const one = await layerOf('one', entries);
  const other = await layerOf('other', [file('a/x', '2')]);
  const error = { code: 'layers.conflict', details: { layer: one.reference.digest, problem } };
  await expect(unpackLayers([one, other], join(root, 'conflict'), { signal })).rejects.toMatchObject(error);
  await expect(unpackLayers([other, one], join(root, 'conflict'), { signal })).rejects.toMatchObject(error);
});

test.each([1, 2])('an abort ends unpacking on %i threads', async (threads) => {
  const controller = new AbortController();
  const directory = join(root, `aborted-${threads}`);
  const onProgress = () => controller.abort(new Error('enough'));
  await expect(unpackLayers([big], directory, { signal: controller.signal, threads, onProgress })).rejects.toThrow('enough');
  rmSync(directory, { recursive: true });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(existsSync(directory)).toBe(false);
  await expect(unpackLayers([big], directory, { signal: controller.signal })).rejects.toThrow('enough');
});

test.each([0, 1])('an abort ends waiting for range %i that never comes', async (stuck) => {
  const source = rangesOf(big.path);
  const controller = new AbortController();
  const read: typeof source.read = (range) => {
    if (source.reads.length < stuck) return source.read(range);
    setImmediate(() => controller.abort(new Error('enough')));
    return new Promise(() => {});
  };
  const layer: LayerToUnpack = { source: { ...source, read }, reference: big.reference };
  await expect(unpackLayers([layer], join(root, `stuck-${stuck}`), { signal: controller.signal })).rejects.toThrow('enough');
});

test.each([1, 2])('what is in the way is told, on %i threads', async (threads) => {
  const directory = join(root, `taken-${threads}`);
  mkdirSync(join(directory, 'pkg/sub1'), { recursive: true });
  writeFileSync(join(directory, 'pkg/sub1/module1.py'), 'mine');
  await expect(unpackLayers([big], directory, { signal, threads })).rejects.toMatchObject({
    code: 'layers.write-failed',
    message: `Could not write ${directory}/pkg/sub1/module1.py: EEXIST: file already exists.`,
    hint: expect.stringContaining('empty directory'),
  });
  expect(readFileSync(join(directory, 'pkg/sub1/module1.py'), 'utf8')).toBe('mine');
});

test('a link in the place of a directory is not followed', async () => {
  const directory = join(root, 'linked');
  mkdirSync(join(root, 'elsewhere'));
  mkdirSync(directory);
  execFileSync('ln', ['-s', join(root, 'elsewhere'), join(directory, 'pkg')]);
  await expect(unpackLayers([big], directory, { signal })).rejects.toMatchObject({ code: 'layers.write-failed' });
  expect(existsSync(join(root, 'elsewhere/sub1'))).toBe(false);
});

test('a directory that may not be written to is told', async () => {
  const directory = join(root, 'forbidden');
  mkdirSync(directory);
  chmodSync(directory, 0o555);
  chmodSync(root, 0o755);
  const unpacked = asNobody(() => unpackLayers([big], join(directory, 'inner'), { signal, threads: 1 }));
  await expect(unpacked).rejects.toMatchObject({ code: 'layers.write-failed', details: { reason: 'EACCES: permission denied' } });
});

test('a layer that is not there or cannot be fetched is told by name', async () => {
  const gone: LayerToUnpack = { source: { kind: 'file', path: join(root, 'gone') }, reference: big.reference };
  await expect(unpackLayers([gone], join(root, 'x'), { signal })).rejects.toMatchObject({
    code: 'layers.unreadable',
    details: { layer: `${big.reference.digest} (${join(root, 'gone')})`, reason: 'ENOENT: no such file or directory' },
  });
  const read = () => Promise.reject(new Error('connection reset'));
  const broken: LayerToUnpack = { source: { kind: 'ranges', size: big.reference.size, read }, reference: big.reference };
  await expect(unpackLayers([broken], join(root, 'x'), { signal })).rejects.toMatchObject({
    code: 'layers.unreadable',
    details: { layer: big.reference.digest, reason: 'connection reset' },
  });
});

test('a reference that tells other sizes is refused', async () => {
  const lies: Partial<LayerReference>[] = [{ size: 10 }, { unpackedSize: 1 }, { files: 1 }];
  for (const lie of lies) {
    const layer = { ...big, reference: { ...big.reference, ...lie } };
    await expect(unpackLayers([layer], join(root, 'lies'), { signal })).rejects.toMatchObject({ code: 'layers.corrupt' });
  }
});

// What a program of its own prints that imports this package and unpacks the large layer.
function runChild(module: string, flags: readonly string[], limit?: string): string {
  const script = `
    const { unpackLayers } = await import(${JSON.stringify(module)});
    const layer = ${JSON.stringify({ source: big.source, reference: big.reference })};
    const directory = ${JSON.stringify(mkdtempSync(join(root, 'child-')))};
    const { signal } = new AbortController();
    const outcome = await unpackLayers([layer], directory, { signal, threads: 2 }).then(() => directory, (error) => error.code + ' ' + error.message);
    console.log(outcome);`;
  const command = [process.execPath, ...flags, '--input-type=module', '-e', script];
  const shell = limit === undefined ? command : ['sh', '-c', `${limit}; exec "$@"`, 'sh', ...command];
  return execFileSync(shell[0] ?? '', shell.slice(1), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
}

test('a full disk is told', () => {
  const output = runChild(new URL('./index.ts', import.meta.url).href, ['--conditions=@frazil/source'], 'ulimit -f 8000');
  expect(output).toMatch(/^layers\.write-failed Could not write .*\/libs\/lib\d\.so: EFBIG/);
});

test('a bundle finds its threads beside it', async () => {
  const outdir = join(root, 'bundle');
  const entryPoints = ['./index.ts', './unpack-worker.ts'].map((name) => new URL(name, import.meta.url).pathname);
  const conditions = ['@frazil/source'];
  await build({ entryPoints, outdir, bundle: true, platform: 'node', format: 'esm', conditions, logLevel: 'silent' });
  writeFileSync(join(outdir, 'package.json'), '{"type":"module"}');
  check(runChild(new URL(`file://${outdir}/index.js`).href, []));
});

async function asNobody<Result>(run: () => Promise<Result>): Promise<Result> {
  if (process.geteuid?.() !== 0) return run();
  process.seteuid?.(65_534);
  try {
    return await run();
  } finally {
    process.seteuid?.(0);
  }
}
