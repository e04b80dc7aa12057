import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskError, diskErrorOf, isFrazilError, reasonOf } from '@frazil/core';
import { withTemporaryFolder } from '../temporary-folder.ts';
import { inspectDirectory } from './marker.ts';

/**
 * Makes a directory that is complete or absent: filled elsewhere, then renamed into place. Whoever comes second keeps what
 * the first one made. A damaged one is moved out of the way first.
 */
export async function publishDirectory(target: string, cacheDirectory: string, fill: (directory: string) => Promise<void>): Promise<void> {
  await withTemporaryFolder(cacheDirectory, async (folder) => {
    const filling = join(folder, 'filling');
    try {
      await mkdir(filling);
      await mkdir(dirname(target), { recursive: true });
      await fill(filling);
      await putInPlace(filling, target, folder);
    } catch (error) {
      throw unpackError(error, target);
    }
  });
}

/** What can't be written is a file below a temporary folder, which says nothing to a person. */
function unpackError(error: unknown, target: string): Error {
  if (!isFrazilError(error) || error.code !== 'layers.write-failed') return diskError(error, 'hydrating', target);
  const reason = /^[A-Z]+/.exec(String(error.details.reason))?.[0] ?? '';
  return diskErrorOf(reason, { doing: 'hydrating', path: target, cause: error });
}

async function putInPlace(filled: string, target: string, folder: string): Promise<void> {
  if ((await inspectDirectory(target)) === 'damaged') await removeDirectory(target, join(folder, 'damaged'));
  try {
    await rename(filled, target);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason !== 'ENOTEMPTY' && reason !== 'EEXIST') throw error;
  }
}

/** Removes a directory by renaming it first, so that nobody finds half of it. */
async function removeDirectory(directory: string, away: string): Promise<void> {
  await rename(directory, away).catch(() => undefined);
  await rm(away, { recursive: true, force: true });
}
