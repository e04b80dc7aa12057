import { type Digest, keys, LayerReference, type Store } from '@frazil/core';
import { deploymentErrors } from '../errors.ts';

/**
 * The layer of a code package, by the digest of its content: what a manifest names, for compressed bytes differ from one
 * version of the compressor to the next. Throws when the store hasn't got it.
 */
export async function readCode(store: Store, digest: Digest): Promise<LayerReference> {
  const reference = await readReference(store, digest);
  if (reference === undefined) throw deploymentErrors.create('deployments.code-missing', { digest, store: store.url });
  return reference;
}

/** The layer of a code package if the store has it whole, as far as its size can tell. */
export async function storedCode(store: Store, digest: Digest): Promise<LayerReference | undefined> {
  const reference = await readReference(store, digest);
  if (reference === undefined) return undefined;
  return (await store.size(keys.layer(digest))) === reference.size ? reference : undefined;
}

/** Says which layer holds a code package. */
export async function writeCodeReference(store: Store, reference: LayerReference): Promise<void> {
  await store.put(keys.code(reference.digest), Buffer.from(JSON.stringify(reference)));
}

/** Undefined when there is none, and when it is damaged: it is made anew by whoever deploys next. */
async function readReference(store: Store, digest: Digest): Promise<LayerReference | undefined> {
  const bytes = await store.get(keys.code(digest));
  if (bytes === undefined) return undefined;
  try {
    const reference = LayerReference.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return reference.digest === digest ? reference : undefined;
  } catch {
    return undefined;
  }
}
