import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ByteRange, diskError, reasonOf } from '@frazil/core';

/** Reads a file or a part of it; undefined when there is none. */
export async function readValue(path: string, range: ByteRange | undefined): Promise<Uint8Array | undefined> {
  return whenPresent(path, () => (range === undefined ? readFile(path) : readPart(path, range)));
}

/** The size of a file; undefined when there is none. */
export async function sizeOf(path: string): Promise<number | undefined> {
  return whenPresent(path, async () => (await stat(path)).size);
}

/** The files below a folder as keys, in order of their names at every level. */
export async function* listFiles(root: string, key: string): AsyncGenerator<string> {
  const entries = await whenPresent(root, () => readdir(join(root, key), { withFileTypes: true }));
  for (const entry of (entries ?? []).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${key}${entry.name}`;
    if (entry.isDirectory()) yield* listFiles(root, `${path}/`);
    else yield path;
  }
}

async function readPart(path: string, range: ByteRange): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(range.length);
    let filled = 0;
    while (filled < range.length) {
      const { bytesRead } = await file.read(buffer, filled, range.length - filled, range.offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  } finally {
    await file.close();
  }
}

async function whenPresent<Result>(path: string, read: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await read();
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === 'ENOENT' || reason === 'ENOTDIR') return undefined;
    throw diskError(error, 'reading', path);
  }
}
