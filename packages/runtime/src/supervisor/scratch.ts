import { mkdirSync, rmdirSync, rmSync } from 'node:fs';
import { diskError } from '@frazil/core';

/** Makes the folder of an attempt; its logs will be beside it, with the same name and `.stdout` and `.stderr`. */
export function makeScratch(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    throw diskError(error, 'making', path);
  }
}

/** Removes the folder of an attempt and its logs. What can't be removed stays: the run's own folder goes at its end. */
export function removeScratch(path: string): void {
  try {
    rmSync(`${path}.stdout`, { force: true });
    rmSync(`${path}.stderr`, { force: true });
    removeFolder(path);
  } catch {
    // A folder that the task made unreadable must not fail it.
  }
}

/** Most tasks leave their folder empty, and looking for what is in it takes longer than to remove it. */
function removeFolder(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    rmSync(path, { recursive: true, force: true });
  }
}
