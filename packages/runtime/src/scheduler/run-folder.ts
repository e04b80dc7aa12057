import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { diskError } from '@frazil/core';
import { isAbandoned, temporaryName } from '@frazil/files';

/** Makes the folder of a run for files in work, and removes those that runs of this machine left when they were killed. */
export function makeRunFolder(scratch: string): string {
  const folder = join(scratch, temporaryName());
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw diskError(error, 'making', folder);
  }
  for (const name of readdirSync(scratch)) {
    if (isAbandoned(name)) removeRunFolder(join(scratch, name));
  }
  return folder;
}

/** Removes the folder of a run; what can't be removed is left to a later run. */
export function removeRunFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Nothing depends on it.
  }
}
