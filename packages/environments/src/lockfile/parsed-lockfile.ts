import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { digestOf, hexOf, Lockfile } from '@frazil/core';
import { safeParse } from 'zod/mini';

/**
 * A lock's text as a value. YAML takes long to read: what a text said is kept as JSON in the cache, under the text's
 * digest, so that an unchanged lock is read in a millisecond. The cache may be missing, wrong or read-only.
 */
export async function parsedLockfile(text: string, path: string, cacheDirectory: string): Promise<Lockfile> {
  const cached = join(cacheDirectory, 'locks', `${hexOf(digestOf(text))}.json`);
  const known = await readCached(cached);
  if (known !== undefined) return known;
  const { parseLockfile } = await import('./parse-lockfile.ts');
  const lockfile = parseLockfile(text, path);
  await writeCached(cached, lockfile).catch(() => undefined);
  return lockfile;
}

async function readCached(path: string): Promise<Lockfile | undefined> {
  try {
    const parsed = safeParse(Lockfile, JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

async function writeCached(path: string, lockfile: Lockfile): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, JSON.stringify(lockfile));
  await rename(temporary, path);
}
