import { createHash, hash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import type { LayerFile } from './contents.ts';
import type { LayerEntry } from './entry.ts';
import { errors } from './errors.ts';
import { reasonOf } from './reason.ts';
import { BLOCK, padding, tarHeader } from './tar-header.ts';

/** The most uncompressed bytes of a frame. */
export const MAX_FRAME = 4 * 1024 * 1024;

type FileEntry = Extract<LayerEntry, { kind: 'file' }>;

/** Entries as a tar, cut into frames; `onFile` hears of each file that went in. Reads the entries' files. */
export function* tarFrames(entries: readonly LayerEntry[], onFile: (file: LayerFile) => void): Generator<Uint8Array> {
  let frame: Uint8Array[] = [];
  let length = 0;
  for (const unit of units(entries, onFile)) {
    const added = unit.reduce((total, { length: bytes }) => total + bytes, 0);
    if (length + added > MAX_FRAME) {
      yield Buffer.concat(frame, length);
      frame = [];
      length = 0;
    }
    frame.push(...unit);
    length += added;
  }
  yield Buffer.concat(frame, length);
}

// What must not be torn between frames: a whole small file, so that one thread writes it in one go; a large one is cut into
// whole frames, so that its parts begin at a page.
function* units(entries: readonly LayerEntry[], onFile: (file: LayerFile) => void): Generator<readonly Uint8Array[]> {
  let position = 0;
  for (const entry of entries) {
    if (entry.kind === 'symlink') {
      const header = tarHeader({ path: entry.path, mode: 0o777, size: 0, target: entry.target });
      position += header.length;
      yield [header];
      continue;
    }
    const size = sizeOf(entry);
    const header = tarHeader({ path: entry.path, mode: entry.executable ? 0o555 : 0o444, size });
    const start = position + header.length;
    const rest = padding(size);
    position = start + size + rest.length;
    const isSmall = header.length + size + rest.length <= MAX_FRAME;
    const sha256 = yield* (isSmall ? small : large)(entry, size, header, rest);
    onFile({ path: entry.path, executable: entry.executable, size, sha256, start });
  }
  yield [Buffer.alloc(2 * BLOCK)];
}

function* small(entry: FileEntry, size: number, header: Uint8Array, rest: Uint8Array): Generator<readonly Uint8Array[], string> {
  const content = 'file' in entry.content ? readWhole(entry.content.file, size) : entry.content;
  yield [header, content, rest];
  return hash('sha256', content);
}

function* large(entry: FileEntry, size: number, header: Uint8Array, rest: Uint8Array): Generator<readonly Uint8Array[], string> {
  const sha256 = createHash('sha256');
  yield [header];
  for (const part of parts(entry, size)) {
    sha256.update(part);
    yield part.length < MAX_FRAME ? [part, rest] : [part];
  }
  return sha256.digest('hex');
}

function* parts({ content }: FileEntry, size: number): Generator<Uint8Array> {
  if (!('file' in content)) {
    for (let from = 0; from < size; from += MAX_FRAME) yield content.subarray(from, from + MAX_FRAME);
    return;
  }
  const file = attempt(content.file, () => openSync(content.file, 'r'));
  try {
    for (let from = 0; from < size; from += MAX_FRAME) {
      const part = Buffer.allocUnsafe(Math.min(MAX_FRAME, size - from));
      const length = attempt(content.file, () => readSync(file, part, 0, part.length, from));
      if (length !== part.length) throw changed(content.file);
      yield part;
    }
  } finally {
    closeSync(file);
  }
}

function sizeOf({ content }: FileEntry): number {
  return 'file' in content ? attempt(content.file, () => statSync(content.file).size) : content.length;
}

function readWhole(file: string, size: number): Uint8Array {
  const content = attempt(file, () => readFileSync(file));
  if (content.length !== size) throw changed(file);
  return content;
}

function attempt<Result>(file: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    throw errors.create('layers.entry-unreadable', { file, reason: reasonOf(cause) }, { cause });
  }
}

function changed(file: string): Error {
  return errors.create('layers.entry-unreadable', { file, reason: 'it changed meanwhile' });
}
