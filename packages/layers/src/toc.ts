import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type Digest, digestOf } from '@frazil/core';
import type { LayerContents, LayerFile, LayerFrame } from './contents.ts';
import { directoriesOf } from './directories.ts';
import { MAX_FRAME } from './tar-frames.ts';

// Rows instead of objects, checked by hand: there are thousands, and they are read before anything is unpacked.
/** Path, whether executable, sha256 of the content. */
type FileRow = readonly [string, boolean, string];
/** Path and target. */
type SymlinkRow = readonly [string, string];
/** Where the content begins in the tar, and its size. */
type ExtentRow = readonly [number, number];
/** Compressed length, uncompressed length, sha256 of the compressed bytes; frames follow each other. */
type FrameRow = readonly [number, number, string];

/** What a layer is, whatever compressed it: the digest of this text is its name. Keys in order. */
interface Manifest {
  readonly files: readonly FileRow[];
  readonly schema: 1;
  readonly symlinks: readonly SymlinkRow[];
}

/** How a layer lies in its file: an extent for each file of the manifest. */
interface Layout {
  readonly extents: readonly ExtentRow[];
  readonly frames: readonly FrameRow[];
}

// Far above what the largest packages need: their tables have 100 bytes a file.
const MAX_TOC = 256 * 1024 * 1024;
// What a frame can grow to when nothing in it can be compressed, and more.
const MAX_COMPRESSED = 2 * MAX_FRAME;

/** What is known of a layer when all its frames are written. */
export type PackedContents = Pick<LayerContents, 'files' | 'frames' | 'symlinks'>;

/** A table of contents as it is stored, and the layer's name. Files and symlinks must be in order of path. Deterministic. */
export function encodeToc({ frames, files, symlinks }: PackedContents): { readonly toc: Buffer; readonly digest: Digest } {
  const manifest: Manifest = {
    files: files.map(({ path, executable, sha256 }) => [path, executable, sha256]),
    schema: 1,
    symlinks: symlinks.map(({ path, target }) => [path, target]),
  };
  const layout: Layout = {
    extents: files.map(({ start, size }) => [start, size]),
    frames: frames.map(({ compressedLength, length, sha256 }) => [compressedLength, length, sha256]),
  };
  const text = JSON.stringify(manifest);
  const params = { [constants.ZSTD_c_compressionLevel]: 9 };
  return { toc: zstdCompressSync(`${text}\n${JSON.stringify(layout)}`, { params }), digest: digestOf(text) };
}

/** Reads what {@link encodeToc} wrote, from a layer whose frames take `end` bytes. Pure; throws an Error when it makes no sense. */
export function decodeToc(bytes: Uint8Array, end: number): LayerContents {
  const text = zstdDecompressSync(bytes, { maxOutputLength: MAX_TOC });
  const newline = text.indexOf(10);
  const manifest: unknown = JSON.parse(text.toString('utf8', 0, newline));
  const layout: unknown = JSON.parse(text.toString('utf8', newline + 1));
  if (!isManifest(manifest) || !isLayout(layout)) throw new Error('it is of another form');
  const frames = placeFrames(layout.frames);
  const last = frames.at(-1);
  if (last === undefined || last.offset + last.compressedLength !== end) throw new Error('its frames do not fill it');
  const files = placeFiles(manifest.files, layout.extents, last.start + last.length);
  const symlinks = manifest.symlinks.map(([path, target]) => ({ path, target }));
  const unpackedSize = files.reduce((total, { size }) => total + size, 0);
  const directories = directoriesOf(symlinks.length === 0 ? files : [...files, ...symlinks]);
  return { digest: digestOf(text.subarray(0, newline)), frames, files, symlinks, directories, unpackedSize };
}

function placeFrames(frames: readonly FrameRow[]): LayerFrame[] {
  let offset = 0;
  let start = 0;
  return frames.map(([compressedLength, length, sha256]) => {
    const frame = { offset, compressedLength, sha256, start, length };
    offset += compressedLength;
    start += length;
    return frame;
  });
}

// Contents lie in the tar in order and do not overlap, so what is declared is no more than what the frames hold.
function placeFiles(files: readonly FileRow[], extents: readonly ExtentRow[], end: number): LayerFile[] {
  if (files.length !== extents.length) throw new Error('it has files that are nowhere');
  let last = 0;
  return files.map(([path, executable, sha256], index) => {
    const [start, size] = extents[index] ?? [0, 0];
    if (start < last || start + size > end) throw new Error('the contents of its files overlap');
    last = start + size;
    return { path, executable, size, sha256, start };
  });
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null || !('schema' in value) || value.schema !== 1) return false;
  return 'files' in value && isListOf(value.files, isFileRow) && 'symlinks' in value && isListOf(value.symlinks, isSymlinkRow);
}

function isLayout(value: unknown): value is Layout {
  if (typeof value !== 'object' || value === null) return false;
  return 'extents' in value && isListOf(value.extents, isExtentRow) && 'frames' in value && isListOf(value.frames, isFrameRow);
}

function isListOf(value: unknown, isRow: (row: readonly unknown[]) => boolean): boolean {
  return Array.isArray(value) && value.every((row) => Array.isArray(row) && isRow(row));
}

function isFileRow([path, executable, sha256]: readonly unknown[]): boolean {
  return typeof path === 'string' && typeof executable === 'boolean' && isSha256(sha256);
}

function isSymlinkRow([path, target]: readonly unknown[]): boolean {
  return typeof path === 'string' && typeof target === 'string';
}

function isExtentRow([start, size]: readonly unknown[]): boolean {
  return isCount(start) && isCount(size);
}

function isFrameRow([compressedLength, length, sha256]: readonly unknown[]): boolean {
  return isCount(compressedLength, MAX_COMPRESSED) && isCount(length, MAX_FRAME) && isSha256(sha256);
}

function isCount(value: unknown, limit = Number.MAX_SAFE_INTEGER): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= limit;
}

function isSha256(value: unknown): boolean {
  return typeof value === 'string' && value.length === 64;
}
