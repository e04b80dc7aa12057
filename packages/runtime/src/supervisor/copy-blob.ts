import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { type Digest, digestFromHex, diskError, keys, type Store } from '@frazil/core';
import { runtimeErrors } from '../errors.ts';

/** Copies an artifact to a new file, large ones in parts that come several at once. Leaves none when it is missing or damaged. */
export async function copyBlob(store: Store, digest: Digest, path: string): Promise<void> {
  const key = keys.artifact(digest);
  const found = await copyParts(partsOf(store, key), path).catch(async (error) => {
    await rm(path, { force: true });
    throw diskError(error, 'copying an artifact to', path);
  });
  if (found === digest) return;
  await rm(path, { force: true });
  throw runtimeErrors.create('runtime.blob-damaged', { key, found });
}

async function copyParts(parts: AsyncGenerator<Uint8Array>, path: string): Promise<Digest> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx');
  try {
    for await (const part of parts) {
      hash.update(part);
      await file.writeFile(part);
    }
  } finally {
    await file.close();
  }
  return digestFromHex(hash.digest('hex'));
}

const PART = 8 * 1024 * 1024;
const AT_ONCE = 4;

// The first part tells whether there are more: most artifacts are smaller, and cost one request.
async function* partsOf(store: Store, key: string): AsyncGenerator<Uint8Array> {
  const first = await store.get(key, { offset: 0, length: PART });
  if (first === undefined) throw runtimeErrors.create('runtime.blob-missing', { key });
  yield first;
  if (first.length < PART) return;
  const size = (await store.size(key)) ?? 0;
  const coming: Promise<Uint8Array | undefined>[] = [];
  for (let offset = PART; offset < size || coming.length > 0; ) {
    for (; offset < size && coming.length < AT_ONCE; offset += PART) {
      const part = store.get(key, { offset, length: PART });
      // Whoever stops early doesn't wait for it.
      part.catch(() => {});
      coming.push(part);
    }
    yield (await coming.shift()) ?? new Uint8Array();
  }
}
