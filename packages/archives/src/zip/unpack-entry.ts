import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { crc32, inflateRaw, inflateRawSync } from 'node:zlib';
import { readData } from './locate-data.ts';
import type { ZipEntry } from './zip-entry.ts';
import { damagedEntry, type ZipSource } from './zip-source.ts';

/** An entry's content, checked against what its archive says of it. */
export interface UnpackedEntry {
  readonly content: Uint8Array | { readonly file: string };
  readonly size: number;
  /** In base64url without padding, as RECORD files have it. */
  readonly sha256: string;
}

// Below this, a turn of the event loop costs more than the work.
const WORTH_A_THREAD = 1 << 16;
// Room beyond the declared size: zlib then sees the end of the stream without a second buffer.
const SPARE = 64;

/** Unpacks an entry into memory. */
export async function unpackEntry(source: ZipSource, entry: ZipEntry): Promise<UnpackedEntry & { readonly content: Uint8Array }> {
  const data = readData(source, entry);
  const content = entry.method === 'stored' ? data : await inflated(source, entry, data);
  if (content.length !== entry.size) throw damagedEntry(source, entry.path, 'its size is not the declared one');
  if (crc32(content) !== entry.crc32) throw damagedEntry(source, entry.path, 'its checksum is wrong');
  return { content, size: content.length, sha256: hash('sha256', content, 'base64url') };
}

async function inflated(source: ZipSource, entry: ZipEntry, data: Buffer): Promise<Buffer> {
  const options = { chunkSize: entry.size + SPARE, maxOutputLength: Math.max(entry.size, 1) };
  try {
    return data.length < WORTH_A_THREAD ? inflateRawSync(data, options) : await inflateOnThread(data, options);
  } catch (cause) {
    throw damagedEntry(source, entry.path, 'its compressed data is broken, or more than declared', cause);
  }
}

const inflateOnThread = promisify(inflateRaw);
