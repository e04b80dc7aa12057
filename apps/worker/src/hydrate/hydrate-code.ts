import { type Context, type Digest, type FrozenEnvironment, idOfEnvironment, type Platform, type Store } from '@frazil/core';
import { readCode } from '@frazil/deployments';
import { hydrateInto } from '@frazil/environments';

/** Unpacks the code package into a directory, verified, unless it is there untouched. */
export async function hydrateCode(
  store: Store,
  digest: Digest,
  { directory, platform, temporary }: CodeTarget,
  context: Context,
): Promise<void> {
  const layer = await readCode(store, digest);
  const layers: FrozenEnvironment['layers'] = [{ kind: 'package', name: 'code', version: 'package', layer }];
  const code: FrozenEnvironment = { schema: 1, id: idOfEnvironment(platform, layers), platform, python: '', layers };
  await hydrateInto(code, directory, { store, cacheDirectory: temporary }, context);
}

/** Where code goes. */
export interface CodeTarget {
  readonly directory: string;
  readonly platform: Platform;
  /** For files in work, on the same file system. */
  readonly temporary: string;
}
