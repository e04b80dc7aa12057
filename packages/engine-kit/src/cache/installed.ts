import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { enginesCache } from './engines-cache.ts';
import { withLock } from './with-lock.ts';

const COMPLETE = '.complete';

/**
 * The folder of an engine in the cache, installed when it is not there yet. The name says all that decides the content
 * (a version, the digest of a lock). Whoever comes second waits; what a killed process left half done is thrown away.
 */
export async function installed(name: string, install: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(enginesCache(), name);
  if (existsSync(join(folder, COMPLETE))) return folder;
  return await withLock(folder, async () => {
    if (existsSync(join(folder, COMPLETE))) return folder;
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await install(folder).catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`The engine ${name} can't be brought to ${folder}, which takes the network: ${reason}`, { cause });
    });
    await writeFile(join(folder, COMPLETE), '');
    return folder;
  });
}
