import { readSync } from 'node:fs';
import type { ZipErrors } from './zip-errors.ts';

/** An open archive. */
export interface ZipSource {
  readonly descriptor: number;
  readonly size: number;
  readonly errors: ZipErrors;
}

/** Reads exactly these bytes of an archive; synchronous, for entries are many and small. */
export function readAt(source: ZipSource, offset: number, length: number): Buffer {
  if (offset < 0 || offset + length > source.size) throw badZip(source, 'it points outside of itself');
  const bytes = Buffer.allocUnsafe(length);
  for (let read = 0; read < length; ) {
    const count = readInto(source, bytes, read, offset);
    if (count === 0) throw badZip(source, 'it ends early');
    read += count;
  }
  return bytes;
}

/** The error for an archive that is broken as a whole. */
export function badZip({ errors }: Pick<ZipSource, 'errors'>, reason: string): Error {
  return errors.broken(reason);
}

/** The error for one entry that is broken. */
export function damagedEntry({ errors }: Pick<ZipSource, 'errors'>, entry: string, reason: string, cause?: unknown): Error {
  return errors.damaged(entry, reason, cause);
}

function readInto({ errors, descriptor }: ZipSource, bytes: Buffer, read: number, offset: number): number {
  try {
    return readSync(descriptor, bytes, read, bytes.length - read, offset + read);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw errors.unreadable(reason, cause);
  }
}
