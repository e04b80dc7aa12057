import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbandoned } from './temporary-name.ts';

/** Removes from a folder whatever killed processes of this machine left in work there. Never rejects: nothing depends on it. */
export async function sweepFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  await Promise.all(
    names.filter(isAbandoned).map((name) => rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined)),
  );
}
