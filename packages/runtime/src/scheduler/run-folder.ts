import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { diskError, reasonOf } from '@frazil/core';

/** Makes the folder of a run for files in work, and removes those that runs of this machine left when they were killed. */
export function makeRunFolder(scratch: string, run: string): string {
  const folder = join(scratch, `${hostname()}.${process.pid}.${run}`);
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

function isAbandoned(name: string): boolean {
  const [, host, pid] = /^(.+)\.(\d+)\.\d+$/.exec(name) ?? [];
  return host === hostname() && !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return reasonOf(error) !== 'ESRCH';
  }
}
