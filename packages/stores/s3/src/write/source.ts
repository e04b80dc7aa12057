import { type FileHandle, open, rm } from 'node:fs/promises';
import { diskError } from '@frazil/core';

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
  let file: FileHandle | undefined;
  try {
    const opened = await open(path, 'r').catch((error) => Promise.reject(diskError(error, 'reading', path)));
    file = opened;
    const { size } = await opened.stat();
    return await use({ size, read: (offset, length) => readExactly(opened, path, { offset, length }) });
  } finally {
    await file?.close();
    await rm(path, { force: true }).catch(() => undefined);
  }
}

async function readExactly(file: FileHandle, path: string, { offset, length }: { offset: number; length: number }): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled).catch((error) => {
      throw diskError(error, 'reading', path);
    });
    if (bytesRead === 0) throw new Error(`${path} became shorter while it was stored`);
    filled += bytesRead;
  }
  return bytes;
}
