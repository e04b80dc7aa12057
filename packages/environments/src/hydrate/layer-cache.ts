import type { Context, Digest, EnvironmentLayer } from '@frazil/core';
import type { UnpackedLayer } from '@frazil/layers';
import { limited } from '../limit.ts';
import { cachedLayer, type HydratePlace, storedLayer } from './cached-layer.ts';

/** The unpacked layers of one command. */
export interface LayerCache {
  readonly place: HydratePlace;
  /** A layer unpacked on this machine, undamaged when it was first asked for. A failure is not kept. */
  unpacked(layer: EnvironmentLayer, context: Context): Promise<UnpackedLayer>;
}

/** Looks at or unpacks each layer once, however often it is asked for: use one for a command, not for longer. */
export function createLayerCache(place: HydratePlace): LayerCache {
  const known = new Map<Digest, Promise<UnpackedLayer>>();
  // Unpacking one layer uses all processors.
  const turn = limited(1);
  return {
    place,
    unpacked(layer, context) {
      const { digest } = layer.layer;
      const started = known.get(digest);
      if (started !== undefined) return started;
      const unpacked = storedLayer(place.store, layer).then((stored) => turn(() => cachedLayer(stored, place, context)));
      known.set(digest, unpacked);
      unpacked.catch(() => known.delete(digest));
      return unpacked;
    },
  };
}
