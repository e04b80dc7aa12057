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
  let end: { readonly offset: number; readonly bytes: Promise<Uint8Array> } | undefined;
  return async (range) => {
    const { offset, length } = range;
    if (end === undefined || offset < end.offset) {
      if (offset + length < size) return read(range);
      end = { offset, bytes: read(range) };
      end.bytes.catch(() => {
        end = undefined;
      });
    }
    return (await end.bytes).subarray(offset - end.offset, offset - end.offset + length);
  };
}

async function readRange(store: Store, key: string, range: ByteRange): Promise<Uint8Array> {
  const bytes = await store.get(key, range);
  if (bytes === undefined) throw environmentErrors.create('environment.layer-missing', { name: key, store: store.url });
  return bytes;
}
