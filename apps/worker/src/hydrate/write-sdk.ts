import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { diskError, reasonOf } from '@frazil/core';

/** Writes the SDK to a directory that is complete or absent; one that is there is of the same files, and stays. */
export function writeSdk(files: Readonly<Record<string, string>>, directory: string, temporary: string): void {
  if (existsSync(directory)) return;
  const filling = join(temporary, randomUUID());
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(filling, path)), { recursive: true });
      writeFileSync(join(filling, path), content);
    }
    mkdirSync(dirname(directory), { recursive: true });
    putInPlace(filling, directory);
  } catch (error) {
    throw diskError(error, 'writing the SDK to', directory);
  } finally {
    rmSync(filling, { recursive: true, force: true });
  }
}

/** Whoever comes second keeps what the first one made. */
function putInPlace(filling: string, directory: string): void {
  try {
    renameSync(filling, directory);
  } catch (error) {
    if (reasonOf(error) !== 'ENOTEMPTY' && reasonOf(error) !== 'EEXIST') throw error;
  }
}
