import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type Digest, digestOf, hexOf, keys, type Store } from '@frazil/core';
import { runtimeErrors } from '../errors.ts';
import { copyBlob } from './copy-blob.ts';

/** The artifacts of a run on their way into the store and out of it. Shared by all its tasks. */
export interface Blobs {
  /** Stores bytes whose digest was verified. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Stores a file whose digest was verified; the file is given up. */
  putFile(key: string, path: string): Promise<void>;
  /** The local file of an artifact when the store has files, else null: then it must be brought. */
  fileOf(digest: Digest): string | null;
  /** A local, verified file of an artifact. Throws when the store hasn't got it, or something else under its name. */
  bring(digest: Digest): Promise<string>;
}

// What a foreach saves a thousand times over is written once; forgetting it costs a write, not a mistake.
const REMEMBERED = 10_000;

/** Opens the blobs of a store; what must be copied here goes to the folder `cache`. */
export function createBlobs(store: Store, cache: string): Blobs {
  const stored = new Set<string>();
  const coming = new Map<Digest, Promise<string>>();
  const remember = (key: string): void => {
    if (stored.size >= REMEMBERED) stored.clear();
    stored.add(key);
  };
  // What a thousand tasks of a foreach load at once comes once.
  const copyOnce = (digest: Digest): Promise<string> => {
    const copy = coming.get(digest) ?? copyHere(store, cache, digest).finally(() => coming.delete(digest));
    coming.set(digest, copy);
    return copy;
  };
  return {
    put: async (key, bytes) => {
      if (stored.has(key)) return;
      await store.putIfAbsent(key, bytes);
      remember(key);
    },
    putFile: async (key, path) => {
      if (stored.has(key)) return;
      await store.putFileIfAbsent(key, path);
      remember(key);
    },
    fileOf: (digest) => store.localPath(keys.artifact(digest)) ?? null,
    bring: async (digest) => store.localPath(keys.artifact(digest)) ?? (await copyOnce(digest)),
  };
}

async function copyHere(store: Store, cache: string, digest: Digest): Promise<string> {
  const path = join(cache, hexOf(digest));
  if (existsSync(path)) return path;
  await mkdir(cache, { recursive: true });
  const temporary = `${path}.${process.hrtime.bigint()}`;
  await copyBlob(store, digest, temporary);
  await rename(temporary, path);
  return path;
}

/** The bytes of a key, verified against their digest. Throws when they are missing or others. */
export async function readBlob(store: Store, key: string, digest: Digest): Promise<Uint8Array> {
  const bytes = await store.get(key);
  if (bytes === undefined) throw runtimeErrors.create('runtime.blob-missing', { key });
  const found = digestOf(bytes);
  if (found !== digest) throw runtimeErrors.create('runtime.blob-damaged', { key, found });
  return bytes;
}
