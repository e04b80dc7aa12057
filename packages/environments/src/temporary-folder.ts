import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { diskError } from '@frazil/core';
import { sweepFolder, temporaryName } from '@frazil/files';

/**
 * Runs an operation with a folder of its own below the cache, on the cache's file system so that results can be renamed
 * out of it. The folder goes away however the operation ends; what a killed process left goes with the next call.
 */
export async function withTemporaryFolder<Result>(cacheDirectory: string, operation: (folder: string) => Promise<Result>): Promise<Result> {
  const all = join(cacheDirectory, 'tmp');
  const folder = join(all, temporaryName());
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw diskError(error, 'making a temporary folder in', cacheDirectory);
  }
  await sweepFolder(all);
  try {
    return await operation(folder);
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}
