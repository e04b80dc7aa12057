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
