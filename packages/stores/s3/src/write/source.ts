import { type FileHandle, open, rm } from 'node:fs/promises';
import { diskError, diskErrorOf } from '@frazil/core';

/** Bytes that are written to the store. */
export interface Source {
  readonly size: number;
  /** Gives exactly these bytes. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** A value as a source. Pure. */
export function sourceOfBytes(value: Uint8Array): Source {
  return { size: value.length, read: async (offset, length) => value.subarray(offset, offset + length) };
}

/** Uses a file as a source, and removes it at the end, however that is. */
export async function withFileSource<Result>(path: string, use: (source: Source) => Promise<Result>): Promise<Result> {
  try {
    return await withKeptFileSource(path, use);
  } finally {
    await rm(path, { force: true }).catch(() => undefined);
  }
}

/** Uses a file as a source. */
export async function withKeptFileSource<Result>(path: string, use: (source: Source) => Promise<Result>): Promise<Result> {
  let file: FileHandle | undefined;
  try {
    const opened = await open(path, 'r').catch((error) => Promise.reject(diskError(error, 'reading', path)));
    file = opened;
    const { size } = await opened.stat();
    return await use({ size, read: (offset, length) => readExactly(opened, path, { offset, length }) });
  } finally {
    await file?.close();
  }
}

async function readExactly(file: FileHandle, path: string, { offset, length }: { offset: number; length: number }): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled).catch((error) => {
      throw diskError(error, 'reading', path);
    });
    if (bytesRead === 0) throw diskErrorOf('it became shorter', { doing: 'reading', path });
    filled += bytesRead;
  }
  return bytes;
}
