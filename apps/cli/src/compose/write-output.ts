import { mkdirSync, writeFileSync } from 'node:fs';
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

/**
 * Writes such a file before anything else happens: those who read it may be there at once. A failure is thrown by the function that
 * comes back, for the end: it must not end what goes on.
 */
export function writeAtOnce(path: string, content: string): () => void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return () => {};
  } catch (error) {
    const failure = diskError(error, 'writing', path);
    return () => {
      throw failure;
    };
  }
}
