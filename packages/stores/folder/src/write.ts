import { copyFile, link, mkdir, open, rename, rm, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskError, reasonOf } from '@frazil/core';
import { temporaryName } from '@frazil/files';
import { sweepOnce } from './sweep.ts';

/** Writes or replaces a file: readers see the old content or the new, never a part. */
export async function replaceFile(root: string, path: string, value: Uint8Array): Promise<void> {
  await withTemporary(root, path, async (temporary) => {
    await writeValue(temporary, value);
    await inFolder(path, () => rename(temporary, path));
  });
}

/** Writes a file that isn't there yet; false when it is. Of many writers one wins. */
export async function createFile(root: string, path: string, value: Uint8Array): Promise<boolean> {
  return withTemporary(root, path, async (temporary) => {
    await writeValue(temporary, value);
    return publish(temporary, path);
  });
}

/** Gives an existing file a place in the store, by link where it can, and removes it from where it was. */
export async function adoptFile(root: string, path: string, source: string): Promise<boolean> {
  try {
    await flush(source);
    return await publish(source, path);
  } catch (error) {
    if (reasonOf(error) !== 'EXDEV') throw diskError(error, 'storing', path);
    return await withTemporary(root, path, async (temporary) => {
      await inFolder(temporary, () => copyFile(source, temporary));
      await flush(temporary);
      return publish(temporary, path);
    });
  } finally {
    await discard(source);
  }
}

async function withTemporary<Result>(root: string, path: string, write: (temporary: string) => Promise<Result>): Promise<Result> {
  const work = join(root, 'tmp');
  const temporary = join(work, temporaryName());
  try {
    await sweepOnce(work);
    return await write(temporary);
  } catch (error) {
    throw diskError(error, 'writing', path);
  } finally {
    await discard(temporary);
  }
}

async function writeValue(path: string, value: Uint8Array): Promise<void> {
  const file = await inFolder(path, () => open(path, 'wx', 0o644));
  try {
    await file.writeFile(value);
  } finally {
    await file.close();
  }
}

/** Removes a temporary file; a failure to do so must not hide why it was given up. */
async function discard(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}

/** Large files are flushed: a power cut must not leave an empty blob under a digest. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.datasync();
    await file.chmod(0o444);
  } finally {
    await file.close();
  }
}

async function publish(source: string, path: string): Promise<boolean> {
  try {
    await inFolder(path, () => link(source, path));
    return true;
  } catch (error) {
    if (reasonOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Runs an operation that needs the path's folder, making the folder only when it turns out to be missing. */
async function inFolder<Result>(path: string, operation: () => Promise<Result>): Promise<Result> {
  try {
    return await operation();
  } catch (error) {
    if (reasonOf(error) !== 'ENOENT') throw error;
    await makeFolder(dirname(path));
    return operation();
  }
}

/** Makes a folder and those above it. Node's own recursive mkdir says ENOENT of a read-only disk. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === 'EEXIST') return;
    if (reason !== 'ENOENT') throw error;
    await makeFolder(dirname(path));
    await makeFolder(path);
  }
}

/** Removes a file; nothing happens when there is none. */
export async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (reasonOf(error) !== 'ENOENT') throw diskError(error, 'removing', path);
  }
}
