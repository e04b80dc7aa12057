import { keys, type Store } from '@frazil/core';
import { readBlob } from '../supervisor/blobs.ts';
import type { ArtifactReference, CardReference } from './task-record.ts';

/** The pickle of an artifact, verified. Throws when it is missing or damaged. */
export function readArtifact(store: Store, { digest }: ArtifactReference): Promise<Uint8Array> {
  return readBlob(store, keys.artifact(digest), digest);
}

/** The document of a card (JSON), verified. Throws when it is missing or damaged. */
export function readCard(store: Store, { digest }: CardReference): Promise<Uint8Array> {
  return readBlob(store, keys.card(digest), digest);
}
