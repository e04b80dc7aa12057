import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { diskError } from '@frazil/core';
import { WrongDigest } from './wrong-digest.ts';

/** What is being received. */
export interface Expected {
  readonly file: string;
  readonly sha256: string;
  /** Hears the number of bytes so far. */
  readonly progress: (done: number) => void;
}

/** Writes a stream to an open file and verifies it on the way. Throws on a full disk, and a {@link WrongDigest}. */
export async function receive(body: AsyncIterable<Uint8Array>, output: FileHandle, expected: Expected): Promise<void> {
  const hash = createHash('sha256');
  let done = 0;
  for await (const chunk of body) {
    hash.update(chunk);
    await write(output, chunk, expected.file);
    done += chunk.length;
    expected.progress(done);
  }
  const actual = hash.digest('hex');
  if (actual !== expected.sha256) throw new WrongDigest(expected.file, expected.sha256, actual);
}

async function write(output: FileHandle, chunk: Uint8Array, file: string): Promise<void> {
  try {
    await output.writeFile(chunk);
  } catch (error) {
    throw diskError(error, 'fetching', file);
  }
}
