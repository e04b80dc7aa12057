import { canonicalJson, type Digest, digestOf, type Json, keys, type Store } from '@frazil/core';
import { deploymentErrors } from '../errors.ts';
import { Manifest } from './manifest.ts';

/** Stores a manifest under the digest of its canonical JSON, once. */
export async function writeManifest(store: Store, manifest: Manifest): Promise<Digest> {
  const text = canonicalJson(Manifest.parse(manifest) as Json);
  const digest = digestOf(text);
  await store.putIfAbsent(keys.manifest(digest), Buffer.from(text));
  return digest;
}

/** Reads a manifest, verified against its digest. Throws when it is missing or is another one. */
export async function readManifest(store: Store, digest: Digest): Promise<Manifest> {
  const bytes = await store.get(keys.manifest(digest));
  if (bytes === undefined) throw deploymentErrors.create('deployments.manifest-missing', { digest, store: store.url });
  const found = digestOf(bytes);
  if (found !== digest) throw damaged(store, digest, `its content is ${found}`);
  const parsed = Manifest.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw damaged(store, digest, `${issue?.path.join('.') || 'it'}: ${issue?.message}`);
}

function damaged(store: Store, digest: Digest, reason: string): Error {
  return deploymentErrors.create('deployments.manifest-damaged', { digest, store: store.url, reason });
}
