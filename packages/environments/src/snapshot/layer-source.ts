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

interface End {
  readonly from: number;
  readonly bytes: Promise<Uint8Array>;
}

// The end has the table of contents, which is read by whoever looks for the layer and again by whoever unpacks it, and often
// some of what is before it; of a small layer it is all there is. No byte is asked for twice.
function rememberEnd(size: number, read: Read): Read {
  let known: End = { from: size, bytes: Promise.resolve(new Uint8Array()) };
  return async (range) => {
    const end = range.offset + range.length;
    if (end <= known.from && end < size) return read(range);
    const before = known;
    const { from, bytes } = range.offset < before.from ? extend(before, range.offset, read) : before;
    if (end === size && from < before.from) {
      known = { from, bytes };
      bytes.catch(() => {
        known = before;
      });
    }
    return (await bytes).slice(range.offset - from, end - from);
  };
}

function extend(end: End, from: number, read: Read): End {
  const missing = read({ offset: from, length: end.from - from });
  return { from, bytes: Promise.all([missing, end.bytes]).then((parts) => Buffer.concat(parts)) };
}

async function readRange(store: Store, key: string, range: ByteRange): Promise<Uint8Array> {
  const bytes = await store.get(key, range);
  if (bytes === undefined) throw environmentErrors.create('environment.layer-missing', { name: key, store: store.url });
  return bytes;
}
