import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { zstdDecompressSync } from 'node:zlib';
import { LayerReference } from '@frazil/core';
import fc from 'fast-check';
import { extract } from 'tar-stream';
import { afterAll, expect, test } from 'vitest';
import type { LayerContents } from './contents.ts';
import type { LayerEntry } from './entry.ts';
import { openLayer, readLayerReference } from './open-layer.ts';
import { packLayer } from './pack-layer.ts';
import { unpackLayers } from './unpack-layers.ts';

const root = mkdtempSync(join(tmpdir(), 'frazil-pack-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const { signal } = new AbortController();

function file(path: string, content: string | Uint8Array, executable = false): LayerEntry {
  return { kind: 'file', path, executable, content: Buffer.from(content) };
}

const large = Buffer.alloc(9 * 1024 * 1024 + 77, 'a large file lies in several frames; ');
const longPath = `${'deep/'.repeat(40)}${'n'.repeat(120)}.py`;
const entries: readonly LayerEntry[] = [
  file('bin/run', '#!/bin/sh\n', true),
  file('empty', ''),
  file('large.so', large, true),
  file(longPath, 'long'),
  file('ünïcode/naïve ☃.txt', 'snow'),
  { kind: 'symlink', path: 'lib64', target: 'lib' },
  { kind: 'symlink', path: 'lib/long', target: `../${longPath}` },
  file('lib/a.py', 'a = 1\n'),
];

test('the same entries in any order give the same bytes, from memory as from files', async () => {
  const onDisk = join(root, 'large.so');
  writeFileSync(onDisk, large);
  const fromDisk: LayerEntry = { kind: 'file', path: 'large.so', executable: true, content: { file: onDisk } };
  const other = [...entries].reverse().map((entry) => (entry.path === 'large.so' ? fromDisk : entry));
  const first = await packLayer(entries, join(root, 'first'));
  const second = await packLayer(other, join(root, 'second'));
  expect(second).toEqual(first);
  expect(readFileSync(join(root, 'second')).equals(readFileSync(join(root, 'first')))).toBe(true);
  expect(LayerReference.parse(first)).toEqual(first);
  expect(await readLayerReference({ kind: 'file', path: join(root, 'first') })).toEqual(first);
  expect(first).toMatchObject({ size: statSync(join(root, 'first')).size, files: 6 });
});

test("a layer's digest does not depend on its compression", async () => {
  const fast = await packLayer(entries, join(root, 'fast'), { level: 1 });
  const good = await packLayer(entries, join(root, 'good'), { level: 9 });
  expect(fast.digest).toBe(good.digest);
  expect(fast.toc).not.toBe(good.toc);
});

test('the digest depends on each path, mode, content and target', async () => {
  const changed: readonly LayerEntry[][] = [
    [file('a', 'x')],
    [file('b', 'x')],
    [file('a', 'y')],
    [file('a', 'x', true)],
    [{ kind: 'symlink', path: 'a', target: 'x' }],
    [{ kind: 'symlink', path: 'a', target: 'y' }],
  ];
  const digests = new Set<string>();
  for (const some of changed) digests.add((await packLayer(some, join(root, 'changed'))).digest);
  expect(digests.size).toBe(changed.length);
});

const hasZstd = spawnSync('zstd', ['--version']).status === 0;

test.skipIf(!hasZstd)('plain tar unpacks a layer to the same tree', async () => {
  await packLayer(entries, join(root, 'plain.tar.zst'));
  const directory = join(root, 'plain');
  mkdirSync(directory);
  const output = execFileSync('tar', ['--zstd', '-xf', join(root, 'plain.tar.zst'), '-C', directory], { encoding: 'utf8' });
  expect(output).toBe('');
  expect(readFileSync(join(directory, 'large.so')).equals(large)).toBe(true);
  expect(readFileSync(join(directory, 'lib/long'), 'utf8')).toBe('long');
  expect(readFileSync(join(directory, 'ünïcode/naïve ☃.txt'), 'utf8')).toBe('snow');
  expect(statSync(join(directory, 'bin/run')).mode & 0o777).toBe(0o555);
  expect(statSync(join(directory, 'empty'))).toMatchObject({ size: 0, mode: 0o100444, uid: process.getuid?.() });
});

test('a reader of tars sees the entries in order, without owner or time', async () => {
  const path = join(root, 'oracle');
  const contents = await openLayer({ kind: 'file', path }, await packLayer(entries, path));
  const headers = await headersOf(Readable.from([tarOf(path, contents)]));
  expect(headers.map(({ name }) => name)).toEqual(entries.map((entry) => entry.path).sort());
  for (const header of headers) expect(header).toMatchObject({ uid: 0, gid: 0, mtime: new Date('1980-01-01T00:00:00Z') });
});

test('frames hold 4 MB at most, and a large file begins its own', async () => {
  const path = join(root, 'frames');
  const contents = await openLayer({ kind: 'file', path }, await packLayer(entries, path));
  for (const frame of contents.frames) expect(frame.length).toBeLessThanOrEqual(4 * 1024 * 1024);
  const start = contents.files.find((of) => of.path === 'large.so')?.start;
  expect(contents.frames.map((frame) => frame.start)).toContain(start);
});

test('any tree comes back as it was', async () => {
  const part = fc.stringMatching(/^[a-z☃ .]{1,12}$/).filter((text) => !/^\.{1,2}$/.test(text));
  const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
  const tree = fc.dictionary(path, fc.record({ content: fc.uint8Array({ maxLength: 200 }), executable: fc.boolean() }), { maxKeys: 12 });
  let round = 0;
  await fc.assert(
    fc.asyncProperty(tree, async (files) => {
      const names = Object.keys(files).filter((name) => !Object.keys(files).some((other) => other.startsWith(`${name}/`)));
      const packed = names.map((name) => file(name, files[name]?.content ?? '', files[name]?.executable));
      const layer = join(root, 'any');
      const directory = join(root, `any-${round++}`);
      const reference = await packLayer(packed, layer);
      await unpackLayers([{ source: { kind: 'file', path: layer }, reference }], directory, { signal });
      expect(reference.files).toBe(names.length);
      for (const name of names) {
        expect(readFileSync(join(directory, name)).equals(files[name]?.content ?? Buffer.alloc(0))).toBe(true);
        expect(statSync(join(directory, name)).mode & 0o777).toBe(files[name]?.executable ? 0o555 : 0o444);
      }
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['/absolute', undefined, 'is an absolute path'],
  ['../out', undefined, 'is not a plain relative path'],
  ['a/../b', undefined, 'is not a plain relative path'],
  ['a//b', undefined, 'is not a plain relative path'],
  ['./a', undefined, 'is not a plain relative path'],
  ['a/', undefined, 'is not a plain relative path'],
  ['', undefined, 'is not a plain relative path'],
  ['nul\0', undefined, 'is not a file name'],
  ['half\ud800', undefined, 'is not a file name'],
  ['x'.repeat(5000), undefined, 'is not a file name'],
  ['a/link', '../../out', 'links outside of the layer, to "../../out"'],
  ['link', '/etc/passwd', 'links outside of the layer, to "/etc/passwd"'],
  ['link', 'sub/../../out', 'links outside of the layer, to "sub/../../out"'],
  ['link', '', 'links outside of the layer, to ""'],
  ['link', '..', 'links outside of the layer, to ".."'],
])('refuses to pack entry %# by itself', async (path, target, problem) => {
  const entry: LayerEntry = target === undefined ? file(path, '') : { kind: 'symlink', path, target };
  const packed = packLayer([entry], join(root, 'refused'));
  await expect(packed).rejects.toMatchObject({ code: 'layers.unsafe-entry', details: { path, problem } });
  expect(readdirSync(root).filter((name) => name.startsWith('refused'))).toEqual([]);
});

test.each([
  ['a path twice', [file('a', '1'), file('a', '2')], 'appears twice'],
  ['a file that is a directory', [file('a', '1'), file('a/b', '2')], 'is both a directory and not one'],
  ['a file through a link', [{ kind: 'symlink', path: 'a', target: 'b' }, file('a/x', '2')], 'is both a directory and not one'],
  [
    'a file through a link of another case',
    [{ kind: 'symlink', path: 'ſtraße', target: 'b' }, file('STRASSE/x', '2')],
    'is a link, and differs from a directory by case only',
  ],
] satisfies [string, LayerEntry[], string][])('refuses to pack %s', async (_, some, problem) => {
  const packed = packLayer(some, join(root, 'refused'));
  await expect(packed).rejects.toMatchObject({ code: 'layers.unsafe-entry', details: { problem } });
});

test('links inside the layer are fine', async () => {
  const links = ['b', '../d/b', './b', '..'].map((target, index): LayerEntry => ({ kind: 'symlink', path: `d/link${index}`, target }));
  await expect(packLayer([...links, file('d/b', '')], join(root, 'links'))).resolves.toMatchObject({ files: 1 });
});

test('a missing file is told by name, and nothing is left', async () => {
  const missing = join(root, 'missing');
  const packed = packLayer([{ kind: 'file', path: 'a', executable: false, content: { file: missing } }], join(root, 'half'));
  await expect(packed).rejects.toMatchObject({ code: 'layers.entry-unreadable', message: expect.stringContaining(missing) });
  expect(readdirSync(root).filter((name) => name.startsWith('half'))).toEqual([]);
});

test('a directory that is none is told with its reason', async () => {
  writeFileSync(join(root, 'plain-file'), '');
  const packed = packLayer(entries, join(root, 'plain-file', 'layer'));
  await expect(packed).rejects.toMatchObject({ code: 'layers.write-failed', details: { reason: 'ENOTDIR: not a directory' } });
});

test('an abort ends packing and leaves nothing', async () => {
  const controller = new AbortController();
  const packed = packLayer(entries, join(root, 'aborted'), { signal: controller.signal });
  setImmediate(() => controller.abort(new Error('enough')));
  await expect(packed).rejects.toThrow('enough');
  expect(readdirSync(root).filter((name) => name.startsWith('aborted'))).toEqual([]);
});

function tarOf(path: string, contents: LayerContents): Buffer {
  const bytes = readFileSync(path);
  return Buffer.concat(
    contents.frames.map((frame) => zstdDecompressSync(bytes.subarray(frame.offset, frame.offset + frame.compressedLength))),
  );
}

async function headersOf(tar: Readable) {
  const headers: { readonly name: string }[] = [];
  for await (const entry of tar.pipe(extract())) {
    headers.push(entry.header);
    entry.resume();
  }
  return headers;
}
