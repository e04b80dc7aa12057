import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { digestOf, hexOf, Lockfile } from '@frazil/core';
import { safeParse } from 'zod/mini';
import { withTemporaryFolder } from '../temporary-folder.ts';

/**
 * A lock's text as a value. YAML takes long to read: what a text said is kept as JSON in the cache, under the text's
 * digest and below a digest of its own, so that an unchanged lock is read in a millisecond. The cache may be missing,
 * damaged or read-only.
 */
export async function parsedLockfile(text: string, path: string, cacheDirectory: string): Promise<Lockfile> {
  const cached = join(cacheDirectory, 'locks', `${hexOf(digestOf(text))}.json`);
  const known = await readCached(cached);
  if (known !== undefined) return known;
  const { parseLockfile } = await import('./parse-lockfile.ts');
  const lockfile = parseLockfile(text, path);
  await writeCached(cached, lockfile, cacheDirectory).catch(() => undefined);
  return lockfile;
}

async function readCached(path: string): Promise<Lockfile | undefined> {
  try {
    const [digest, json = ''] = (await readFile(path, 'utf8')).split('\n');
    const parsed = digest === digestOf(json) ? safeParse(Lockfile, JSON.parse(json)) : undefined;
    return parsed?.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

async function writeCached(path: string, lockfile: Lockfile, cacheDirectory: string): Promise<void> {
  const json = JSON.stringify(lockfile);
  await mkdir(dirname(path), { recursive: true });
  await withTemporaryFolder(cacheDirectory, async (folder) => {
    await writeFile(join(folder, 'lock'), `${digestOf(json)}\n${json}\n`);
    await rename(join(folder, 'lock'), path);
  });
}
