import { hash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { digestOf, isFrazilError, type LayerReference } from '@frazil/core';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { encodeTail } from './footer.ts';
import { openLayer, readLayerReference } from './open-layer.ts';
import { packLayer } from './pack-layer.ts';
import type { LayerSource } from './source.ts';
import { encodeToc, type PackedContents } from './toc.ts';
import { unpackLayers } from './unpack-layers.ts';

const root = mkdtempSync(join(tmpdir(), 'frazil-hostile-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const { signal } = new AbortController();

const path = join(root, 'layer');
const reference = await packLayer(
  [
    { kind: 'file', path: 'a.txt', executable: false, content: Buffer.from('a'.repeat(3000)) },
    { kind: 'file', path: 'b/large', executable: true, content: Buffer.alloc(4_500_000, 'some content, ') },
    { kind: 'symlink', path: 'c', target: 'a.txt' },
  ],
  path,
);
const good = readFileSync(path);

function sourceOf(bytes: Uint8Array): LayerSource {
  return { kind: 'ranges', size: bytes.length, read: async ({ offset, length }) => bytes.subarray(offset, offset + length) };
}

let round = 0;
async function unpack(bytes: Uint8Array, as: LayerReference = reference): Promise<string> {
  const directory = join(root, `out-${round++}`);
  await unpackLayers([{ source: sourceOf(bytes), reference: as }], directory, { signal, threads: 1 });
  return directory;
}

test('any flipped byte is refused, wherever it is', async () => {
  const flip = fc.record({ at: fc.nat(good.length - 1), by: fc.integer({ min: 1, max: 255 }) });
  await fc.assert(
    fc.asyncProperty(flip, async ({ at, by }) => {
      const bytes = Buffer.from(good);
      bytes[at] = (bytes[at] ?? 0) ^ by;
      await expect(unpack(bytes)).rejects.toMatchObject({ code: 'layers.corrupt', details: { layer: reference.digest } });
    }),
    { numRuns: 400 },
  );
});

test('a flipped byte in each place of the table of contents and the footer is refused', async () => {
  const { frames } = await openLayer(sourceOf(good), reference);
  const end = frames.reduce((total, frame) => total + frame.compressedLength, 0);
  for (let at = end; at < good.length; at += 1) {
    const bytes = Buffer.from(good);
    bytes[at] = (bytes[at] ?? 0) ^ 0x10;
    await expect(openLayer(sourceOf(bytes), reference)).rejects.toMatchObject({ code: 'layers.corrupt' });
  }
});

test('a layer that is cut short or has more after its end is refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), async (length) => {
      await expect(unpack(good.subarray(0, length))).rejects.toMatchObject({ code: 'layers.corrupt' });
    }),
    { numRuns: 100 },
  );
  await expect(unpack(Buffer.concat([good, Buffer.alloc(1)]))).rejects.toMatchObject({ code: 'layers.corrupt' });
});

test('a file that is cut short while it is read is refused', async () => {
  const copy = join(root, 'cut');
  writeFileSync(copy, good);
  const onProgress = () => truncateSync(copy, 100);
  const unpacked = unpackLayers([{ source: { kind: 'file', path: copy }, reference }], join(root, 'cut-out'), {
    signal,
    threads: 1,
    onProgress,
  });
  await expect(unpacked).rejects.toMatchObject({ code: 'layers.corrupt', details: { layer: `${reference.digest} (${copy})` } });
});

test('any bytes that are no layer are refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      await expect(readLayerReference(sourceOf(bytes))).rejects.toMatchObject({ code: 'layers.corrupt', details: { layer: 'at hand' } });
    }),
  );
});

test('a footer that claims a table of contents larger than the layer is refused', async () => {
  for (const claimed of [0n, 1n << 40n, (1n << 64n) - 1n]) {
    const bytes = Buffer.from(good);
    bytes.writeBigUInt64LE(claimed, bytes.length - 8);
    await expect(readLayerReference(sourceOf(bytes))).rejects.toMatchObject({ code: 'layers.corrupt' });
  }
});

test('the table of contents of another layer is refused', async () => {
  const other = await packLayer([], join(root, 'other'));
  await expect(openLayer(sourceOf(good), { ...reference, toc: other.toc })).rejects.toMatchObject({ code: 'layers.corrupt' });
  await expect(openLayer(sourceOf(good), { ...reference, digest: other.digest })).rejects.toMatchObject({ code: 'layers.corrupt' });
});

// A layer whose table of contents says whatever it wants, and whose digests all fit.
function forge(contents: Partial<PackedContents>, frame = zstdCompressSync(Buffer.alloc(1024)), length = 1024) {
  const row = { offset: 0, compressedLength: frame.length, sha256: hash('sha256', frame), start: 0, length };
  const { toc, digest } = encodeToc({ files: [], symlinks: [], frames: [row], ...contents });
  const bytes = Buffer.concat([frame, encodeTail(toc, frame.length)]);
  const files = contents.files ?? [];
  const unpackedSize = files.reduce((total, { size }) => total + size, 0);
  return { bytes, reference: { digest, toc: digestOf(toc), size: bytes.length, unpackedSize, files: files.length } };
}

async function refusal({ bytes, reference: as }: ReturnType<typeof forge>): Promise<unknown> {
  const before = readdirSync(root);
  const error: unknown = await unpack(bytes, as).catch((thrown: unknown) => thrown);
  expect(readdirSync(root)).toEqual(before);
  if (!isFrazilError(error)) throw new Error('it was not refused with a code', { cause: error });
  expect(error.details).toMatchObject({ layer: as.digest });
  return error;
}

const sha256 = hash('sha256', '');
function listed(name: string, start = 0, size = 0) {
  return { path: name, executable: false, size, sha256, start };
}

test.each([
  ['an absolute path', { files: [listed('/etc/passwd')] }, 'is an absolute path'],
  ['a path upward', { files: [listed('a/../../x')] }, 'is not a plain relative path'],
  ['a path twice', { files: [listed('a'), listed('a')] }, 'appears twice'],
  ['a link and a file of one name', { files: [listed('a')], symlinks: [{ path: 'a', target: 'b' }] }, 'appears twice'],
  ['a file through a link', { files: [listed('a/x')], symlinks: [{ path: 'a', target: 'b' }] }, 'is both a directory and not one'],
  [
    'a file through a link of another case',
    { files: [listed('Lib/x')], symlinks: [{ path: 'lib', target: 'b' }] },
    'is a link, and differs from a directory by case only',
  ],
  ['a link to above', { symlinks: [{ path: 'a', target: '../x' }] }, 'links outside of the layer, to "../x"'],
  ['a link to above by a detour', { symlinks: [{ path: 'a/b', target: '../a/../../x' }] }, 'links outside of the layer, to "../a/../../x"'],
  ['an absolute link', { symlinks: [{ path: 'a', target: '/etc' }] }, 'links outside of the layer, to "/etc"'],
] satisfies [string, Partial<PackedContents>, string][])('refuses a layer with %s', async (_, contents, problem) => {
  expect(await refusal(forge(contents))).toMatchObject({ code: 'layers.unsafe-entry', details: { problem } });
});

const MB = 1024 * 1024;

test.each([
  ['a file larger than what there is', { files: [listed('a', 0, 2 ** 50)] }],
  ['a file beyond the end', { files: [listed('a', 5000, 1)] }],
  ['files that overlap', { files: [listed('a', 0, 600), listed('b', 500, 100)] }],
  ['a negative size', { files: [listed('a', 10, -5)] }],
  ['a size that is no number', { files: [listed('a', 0, Number.NaN)] }],
  ['a digest that is none', { files: [{ ...listed('a'), sha256: 'x' }] }],
  ['no frames', { frames: [] }],
  ['a frame larger than frames may be', { frames: [{ offset: 0, compressedLength: 20, sha256, start: 0, length: 5 * MB }] }],
] satisfies [string, Partial<PackedContents>][])('refuses a layer with %s', async (_, contents) => {
  expect(await refusal(forge(contents))).toMatchObject({ code: 'layers.corrupt' });
});

test('a frame that unpacks to more or less than it says is refused', async () => {
  const frame = zstdCompressSync(Buffer.alloc(3 * MB));
  for (const length of [1, MB, 4 * MB]) {
    const { bytes, reference: as } = forge({ files: [listed('a', 0, 1)] }, frame, length);
    await expect(unpack(bytes, as)).rejects.toMatchObject({ code: 'layers.corrupt' });
  }
});

test('what comes before the size that makes no sense is not written', async () => {
  const { bytes, reference: as } = forge({ files: [listed('a', 0, 10)] }, zstdCompressSync(Buffer.alloc(10)), 20);
  const directory = join(root, 'nothing');
  await expect(unpackLayers([{ source: sourceOf(bytes), reference: as }], directory, { signal })).rejects.toMatchObject({
    code: 'layers.corrupt',
  });
  expect(readdirSync(directory)).toEqual([]);
});

test('a table of contents that is no text of ours is refused', async () => {
  for (const text of ['', 'x', '{}\n{}', '[]', `${JSON.stringify({ files: [[1]], schema: 1, symlinks: [] })}\n{}`]) {
    const toc = zstdCompressSync(text);
    const bytes = encodeTail(toc, 0);
    await expect(openLayer(sourceOf(bytes), { digest: reference.digest, toc: digestOf(toc) })).rejects.toMatchObject({
      code: 'layers.corrupt',
    });
  }
});
