import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { diskError } from '@frazil/core';

/**
 * Runs an operation with a folder of its own below the cache, on the cache's file system so that results can be renamed
 * out of it. The folder goes away however the operation ends; what a killed process left goes with the next call.
 */
export async function withTemporaryFolder<Result>(cacheDirectory: string, operation: (folder: string) => Promise<Result>): Promise<Result> {
  const all = join(cacheDirectory, 'tmp');
  const folder = join(all, `${process.pid}-${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw diskError(error, 'making a temporary folder in', cacheDirectory);
  }
  await sweep(all);
  try {
    return await operation(folder);
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function sweep(all: string): Promise<void> {
  for (const name of await readdir(all).catch(() => [])) {
    const owner = Number.parseInt(name, 10);
    if (owner > 0 && !isAlive(owner)) await rm(join(all, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
