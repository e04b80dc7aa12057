import { type ByteRange, keys, type LayerReference, type Store } from '@frazil/core';
import type { LayerSource } from '@frazil/layers';
import { environmentErrors } from '../errors.ts';

/** Where the bytes of a layer in a store are; undefined when the store doesn't have it. */
export async function layerSource(store: Store, layer: LayerReference): Promise<LayerSource | undefined> {
  const key = keys.layer(layer.digest);
  const size = await store.size(key);
  if (size === undefined) return undefined;
  const path = store.localPath(key);
  if (path !== undefined) return { kind: 'file', path };
  return { kind: 'ranges', size, read: (range) => readRange(store, key, range) };
}

async function readRange(store: Store, key: string, range: ByteRange): Promise<Uint8Array> {
  const bytes = await store.get(key, range);
  if (bytes === undefined) throw environmentErrors.create('environment.layer-missing', { name: key, store: store.url });
  return bytes;
}
