import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ByteRange, type Context, type Digest, diskError, keys, type LayerReference, type Store } from '@frazil/core';
import { packLayer, readLayerReference } from '@frazil/layers';
import { storedCode, writeCodeReference } from './code-reference.ts';
import { type CodeFile, type CodeInput, findCode } from './find-code.ts';

/** What is packaged, and where to. */
export interface PackageInput extends CodeInput {
  readonly store: Store;
  /** A folder for files in work, absolute, best on the store's file system; created when missing. */
  readonly scratch: string;
}

/** The suffixes that count when nothing else is said. */
export const DEFAULT_SUFFIXES: readonly string[] = ['.py'];

/**
 * Stores a flow's code as one layer: the same files give the same layer on every machine, and nothing is stored twice. A package
 * that is larger than code is gets a warning.
 */
export async function packageCode(input: PackageInput, context: Context): Promise<LayerReference> {
  const files = findCode(input);
  warnOfSize(files, context);
  const path = join(input.scratch, `code-${randomUUID()}.tar.zst`);
  await mkdir(input.scratch, { recursive: true }).catch((error: unknown) => Promise.reject(diskError(error, 'making', input.scratch)));
  try {
    const entries = files.map(({ entry }) => entry);
    const packed = await packLayer(entries, path, { signal: context.signal });
    return (await storedCode(input.store, packed.digest)) ?? (await storeCode(input.store, packed, path));
  } finally {
    await rm(path, { force: true });
  }
}

/** Another writer's compressor may have made other bytes of the same content: what is there and whole stays. */
async function storeCode(store: Store, packed: LayerReference, path: string): Promise<LayerReference> {
  const key = keys.layer(packed.digest);
  let stored = await readStored(store, packed.digest);
  if (stored === undefined) {
    await store.delete(key);
    stored = (await store.putFileIfAbsent(key, path)) ? packed : ((await readStored(store, packed.digest)) ?? packed);
  }
  await writeCodeReference(store, stored);
  return stored;
}

async function readStored(store: Store, digest: Digest): Promise<LayerReference | undefined> {
  const key = keys.layer(digest);
  const size = await store.size(key);
  if (size === undefined) return undefined;
  const read = async (range: ByteRange) => (await store.get(key, range)) ?? new Uint8Array();
  const found = await readLayerReference({ kind: 'ranges', size, read }).catch(() => undefined);
  return found?.digest === digest ? found : undefined;
}

const LARGE = 20 * 1024 * 1024;
const MANY = 5000;

function warnOfSize(files: readonly CodeFile[], { reporter }: Context): void {
  const size = files.reduce((total, file) => total + file.size, 0);
  if (size <= LARGE && files.length <= MANY) return;
  const largest = [...foldersOf(files)].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
  const message = `the code package has ${files.length} files with ${Math.ceil(size / 1024 / 1024)} MB, most of them in ${largest}: leave out what the flow doesn't need with .frazilignore`;
  reporter.report({ kind: 'note', level: 'warning', message });
}

/** Bytes of each top-level folder or file, each file counted with a bit for being there. */
function foldersOf(files: readonly CodeFile[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { entry, size } of files) {
    const [top = ''] = entry.path.split('/');
    sizes.set(top, (sizes.get(top) ?? 0) + size + 4096);
  }
  return sizes;
}
