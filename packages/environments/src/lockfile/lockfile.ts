import { open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { diskError, type Lockfile, reasonOf } from '@frazil/core';
import { sweepFolder, temporaryName } from '@frazil/files';
import { environmentErrors } from '../errors.ts';
import { parsedLockfile } from './parsed-lockfile.ts';

/** Reads a lock from disk; undefined when there is none. What it says is kept in the cache, as YAML takes long to read. */
export async function readLockfile(path: string, cacheDirectory: string): Promise<Lockfile | undefined> {
  const text = await readText(path);
  return text === undefined ? undefined : parsedLockfile(text, path, cacheDirectory);
}

/** Writes a lock when its text differs from what is there; true when it did. Atomic and flushed. */
export async function writeLockfile(path: string, lockfile: Lockfile): Promise<boolean> {
  const { printLockfile } = await import('./print-lockfile.ts');
  const text = printLockfile(lockfile, basename(path, '.lock'));
  if ((await readText(path)) === text) return false;
  const temporary = join(dirname(path), `.${temporaryName()}`);
  try {
    await sweepFolder(dirname(path));
    const file = await open(temporary, 'wx', 0o644);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    return true;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw environmentErrors.create('lock.not-written', { path, reason: reasonOf(error) ?? String(error) }, { cause: error });
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (reasonOf(error) === 'ENOENT') return undefined;
    throw diskError(error, 'reading the lock', path);
  }
}
