import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskError } from '@frazil/core';

/** Writes a file that the user asked for; its folder is made when it is missing. */
export async function writeOutput(path: string, content: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  } catch (error) {
    throw diskError(error, 'writing', path);
  }
}

/** Begins to write such a file. A failure is thrown when the result is awaited, at the end: it must not end what goes on. */
export function startWriting(path: string, content: string): Promise<void> {
  const written = writeOutput(path, content);
  written.catch(() => {});
  return written;
}
