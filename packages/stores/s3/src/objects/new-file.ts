import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { diskError } from '@frazil/core';
import type { Sink } from '../read/read-body.ts';

/** A file in the making. */
export interface NewFile extends Sink {
  /** Where it is as long as it isn't complete. */
  readonly partial: string;
  /** Cuts off what is beyond a size. */
  cut(size: number): Promise<void>;
}

/** Makes a file, complete or absent: it gets its name when `write` is done, and is gone when that fails or gives undefined. */
export async function makeFile<Result>(path: string, write: (file: NewFile) => Promise<Result | undefined>): Promise<Result | undefined> {
  const partial = `${path}.part`;
  const told = <Value>(done: Promise<Value>) => done.catch((error: unknown) => Promise.reject(diskError(error, 'writing', path)));
  let handle: FileHandle | undefined;
  try {
    const opened = await told(open(partial, 'w'));
    handle = opened;
    const cut = (size: number) => told(opened.truncate(size));
    const result = await write({ partial, cut, write: (bytes, offset) => told(writeAt(opened, bytes, offset)) });
    if (result !== undefined) await told(rename(partial, path));
    return result;
  } finally {
    await handle?.close();
    await rm(partial, { force: true }).catch(() => undefined);
  }
}

async function writeAt(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    written += (await handle.write(bytes, written, bytes.length - written, offset + written)).bytesWritten;
  }
}
