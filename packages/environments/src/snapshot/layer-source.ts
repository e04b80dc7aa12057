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
  return { kind: 'ranges', size, read: rememberEnd(size, (range) => readRange(store, key, range)) };
}

type Read = (range: ByteRange) => Promise<Uint8Array>;

// The end has the table of contents, which is read by whoever looks for the layer and again by whoever unpacks it; of a small
// layer it is all there is.
function rememberEnd(size: number, read: Read): Read {
  let known: { readonly from: number; readonly bytes: Promise<Uint8Array> } | undefined;
  return async (range) => {
    const { offset, length } = range;
    if (known === undefined || offset < known.from) {
      if (offset + length < size) return read(range);
      known = { from: offset, bytes: read(range) };
      known.bytes.catch(() => {
        known = undefined;
      });
    }
    const { from, bytes } = known;
    return (await bytes).subarray(offset - from, offset - from + length);
  };
}

async function readRange(store: Store, key: string, range: ByteRange): Promise<Uint8Array> {
  const bytes = await store.get(key, range);
  if (bytes === undefined) throw environmentErrors.create('environment.layer-missing', { name: key, store: store.url });
  return bytes;
}
