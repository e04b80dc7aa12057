import { createHash } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import { type Digest, keys, type Store } from '@frazil/core';
import { readCode } from '@frazil/deployments';
import { type LayerContents, openLayer } from '@frazil/layers';
import type { RunRecord } from '@frazil/runtime';
import { clientErrors } from '../errors.ts';

/** The code package of a deployment: the files of the flow's folder as they were when it was deployed. */
export interface CodeView {
  readonly digest: Digest;
  /** The name of the flow's file in it. */
  readonly script: string;
  /** Where it is in the store. */
  readonly key: string;
  /** Its files as an uncompressed tar, verified. Throws when the store lacks it, or has something else. */
  tar(): Promise<Uint8Array>;
}

/** The code package that a run's record names; nothing is read yet. */
export function codeView(store: Store, { digest, file }: NonNullable<RunRecord['code']>): CodeView {
  const key = keys.layer(digest);
  return { digest, script: file, key, tar: () => readTar(store, digest, key) };
}

async function readTar(store: Store, digest: Digest, key: string): Promise<Uint8Array> {
  const reference = await readCode(store, digest);
  const read = async (range: { readonly offset: number; readonly length: number }) => {
    const bytes = await store.get(key, range);
    if (bytes?.length !== range.length) throw clientErrors.create('client.code-damaged', { key, store: store.url });
    return bytes;
  };
  const { frames } = await openLayer({ kind: 'ranges', size: reference.size, read }, reference);
  const parts: Uint8Array[] = [];
  for (const frame of frames) {
    const bytes = await read({ offset: frame.offset, length: frame.compressedLength });
    if (!isIntact(bytes, frame)) throw clientErrors.create('client.code-damaged', { key, store: store.url });
    parts.push(zstdDecompressSync(bytes, { maxOutputLength: frame.length }));
  }
  return Buffer.concat(parts);
}

function isIntact(bytes: Uint8Array, { sha256 }: LayerContents['frames'][number]): boolean {
  return createHash('sha256').update(bytes).digest('hex') === sha256;
}
