import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { isFrazilError } from '@frazil/core';
import { locateData } from './locate-data.ts';
import type { UnpackedEntry } from './unpack-entry.ts';
import type { ZipEntry } from './zip-entry.ts';
import { damagedEntry, readAt, type ZipSource } from './zip-source.ts';

const PIECE = 1 << 18;

/** Unpacks an entry into a new file, in pieces. When it fails, nothing writes to the file any more, and the caller removes it. */
export async function spoolEntry(source: ZipSource, entry: ZipEntry, path: string, signal: AbortSignal): Promise<UnpackedEntry> {
  try {
    await using target = await open(path, 'wx');
    const sha256 = await spool(source, entry, target, signal);
    return { content: { file: path }, size: entry.size, sha256 };
  } catch (cause) {
    signal.throwIfAborted();
    throw translated(source, entry, cause);
  }
}

async function spool(source: ZipSource, entry: ZipEntry, target: FileHandle, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  let size = 0;
  let checksum = 0;
  const write = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > entry.size) throw damagedEntry(source, entry.path, 'it is more than declared');
      checksum = crc32(chunk, checksum);
      hash.update(chunk);
      await target.writeFile(chunk);
    }
  };
  const data = compressedPieces(source, entry, signal);
  if (entry.method === 'stored') await write(data);
  else await pipeline(data, createInflateRaw({ chunkSize: PIECE }), write);
  if (size !== entry.size) throw damagedEntry(source, entry.path, 'its size is not the declared one');
  if (checksum !== entry.crc32) throw damagedEntry(source, entry.path, 'its checksum is wrong');
  return hash.digest('base64url');
}

async function* compressedPieces(source: ZipSource, entry: ZipEntry, signal: AbortSignal): AsyncGenerator<Buffer> {
  const start = locateData(source, entry);
  for (let done = 0; done < entry.compressedSize; done += PIECE) {
    signal.throwIfAborted();
    yield readAt(source, start + done, Math.min(PIECE, entry.compressedSize - done));
  }
}

function translated(source: ZipSource, entry: ZipEntry, cause: unknown): unknown {
  if (isFrazilError(cause) || !(cause instanceof Error)) return cause;
  if ('syscall' in cause) return source.errors.unwritable(cause.message, cause);
  return damagedEntry(source, entry.path, 'its compressed data is broken', cause);
}
