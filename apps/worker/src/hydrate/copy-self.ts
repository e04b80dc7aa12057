import { randomUUID } from 'node:crypto';
import { constants, statSync } from 'node:fs';
import { chmod, copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskError } from '@frazil/core';

/** Copies this executable to a path, complete or not at all, unless it is there. Nothing when it is no executable of its own. */
export async function copySelf(path: string): Promise<void> {
  if (process.versions.bun === undefined) return;
  if (statSync(path, { throwIfNoEntry: false })?.size === statSync(process.execPath).size) return;
  const temporary = `${path}.${randomUUID()}`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await copyFile(process.execPath, temporary, constants.COPYFILE_FICLONE);
    await chmod(temporary, 0o755);
    await rename(temporary, path);
  } catch (error) {
    throw diskError(error, 'copying the worker to', path);
  } finally {
    await rm(temporary, { force: true });
  }
}
