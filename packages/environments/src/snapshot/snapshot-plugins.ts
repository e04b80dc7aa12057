import type { Context, Ecosystem, EnvironmentLayer, FrozenEnvironment, HydratedEnvironment, Interpreters, Store } from '@frazil/core';
import type { LayerMaker } from './layer-maker.ts';

/** What snapshots of one ecosystem's packages are made with. */
export interface SnapshotPlugins {
  readonly ecosystem: Ecosystem;
  readonly interpreters: Interpreters;
  readonly store: Store;
  readonly cacheDirectory: string;
  /** Makes the layers of the store. */
  readonly layers: LayerMaker;
  /** Hydrates an environment on this machine. */
  hydrate(environment: FrozenEnvironment, context: Context): Promise<HydratedEnvironment>;
  /** Begins to unpack a layer that will be hydrated. Tells nobody of a failure: whoever hydrates meets it again. */
  unpack(layer: EnvironmentLayer, context: Context): void;
}
