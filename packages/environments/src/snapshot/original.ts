import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Context, digestFromHex, type Ecosystem, keys, type LockedFile, type LockedPackage, type Store } from '@frazil/core';

/** What is wanted of whom. */
export interface OriginalInput {
  readonly store: Store;
  readonly ecosystem: Ecosystem;
  readonly package: LockedPackage;
  readonly file: LockedFile;
}

/**
 * The original artifact of a locked file as a file of this machine, from the store when it is there and whole, else fetched
 * and stored. `folder` takes what has no file yet.
 */
export async function originalOf(input: OriginalInput, folder: string, context: Context): Promise<string> {
  const key = keys.original(digestFromHex(input.file.sha256));
  const stored = await storedOriginal(input.store, key, folder);
  if (stored !== undefined && (await sha256Of(stored)) === input.file.sha256) return stored;
  if (stored !== undefined) await input.store.delete(key);
  return fetchOriginal(input, key, folder, context);
}

async function storedOriginal(store: Store, key: string, folder: string): Promise<string | undefined> {
  const size = await store.size(key);
  if (size === undefined) return undefined;
  const local = store.localPath(key);
  if (local !== undefined) return local;
  const path = join(folder, 'stored');
  await writeFile(path, (await store.get(key)) ?? new Uint8Array());
  return path;
}

async function fetchOriginal(input: OriginalInput, key: string, folder: string, context: Context): Promise<string> {
  const path = join(folder, 'fetched');
  await input.ecosystem.fetch(input.package, input.file, path, context);
  await input.store.putFileIfAbsent(key, path);
  return (await storedOriginal(input.store, key, folder)) ?? path;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
