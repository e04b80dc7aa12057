import { type Context, type Digest, type HydratedEnvironment, isFrazilError } from '@frazil/core';
import type { FlowPlugins } from './freeze/flow-plugins.ts';
import { type FreezeInput, type FrozenFlow, freezeFlow } from './freeze/freeze-flow.ts';
import { hydrateFrom } from './hydrate/hydrate.ts';
import { createLayerCache } from './hydrate/layer-cache.ts';
import { createLayerMaker } from './snapshot/layer-maker.ts';
import type { SnapshotPlugins } from './snapshot/snapshot-plugins.ts';

/** What environments are made with. */
export type EnvironmentPlugins = Omit<FlowPlugins, 'layers' | 'hydrate' | 'unpack'>;

/** A flow that can run on this machine. */
export interface PreparedFlow extends FrozenFlow {
  /** By environment id. */
  readonly hydrated: ReadonlyMap<Digest, HydratedEnvironment>;
}

/** Freezes a flow without hydrating it. See {@link freezeFlow}. */
export async function freeze(input: FreezeInput, plugins: EnvironmentPlugins, context: Context): Promise<FrozenFlow> {
  return repairing(() => atWork(plugins, (own) => freezeFlow(input, own, context)), context);
}

/** Freezes a flow and hydrates the environments of this machine. A stored layer that turns out to be damaged or gone is made anew. */
export async function prepareFlow(input: FreezeInput, plugins: EnvironmentPlugins, context: Context): Promise<PreparedFlow> {
  const prepare = async (own: FlowPlugins): Promise<PreparedFlow> => {
    const frozen = await freezeFlow(input, own, context);
    const hydrated = new Map<Digest, HydratedEnvironment>();
    for (const environment of frozen.environments.values()) {
      if (environment === undefined || hydrated.has(environment.id)) continue;
      hydrated.set(environment.id, await own.hydrate(environment, context));
    }
    return { ...frozen, hydrated };
  };
  return repairing(() => atWork(plugins, prepare), context);
}

/** Works with layers that are made and unpacked once, some of them ahead of time; when it ends, nothing is at work any more. */
async function atWork<Result>(plugins: EnvironmentPlugins, work: (own: FlowPlugins) => Promise<Result>): Promise<Result> {
  const cache = createLayerCache(plugins);
  const ahead: Promise<unknown>[] = [];
  const unpack: SnapshotPlugins['unpack'] = (layer, context) => {
    ahead.push(cache.unpacked(layer, context).catch(() => undefined));
  };
  const hydrate: SnapshotPlugins['hydrate'] = (environment, context) => hydrateFrom(environment, cache, context);
  try {
    return await work({ ...plugins, layers: createLayerMaker(plugins), hydrate, unpack });
  } finally {
    await Promise.all(ahead);
  }
}

// Each repair removes one damaged layer for good, and a store with more damage than this needs a person.
const REPAIRS = 20;
// A layer that was found damaged while it was unpacked ahead of time is gone when it is needed.
const REPAIRED: ReadonlySet<string> = new Set(['environment.layer-damaged', 'environment.layer-missing']);

async function repairing<Result>(operation: () => Promise<Result>, context: Context, left = REPAIRS): Promise<Result> {
  try {
    return await operation();
  } catch (error) {
    if (left === 0 || !isFrazilError(error) || !REPAIRED.has(error.code)) throw error;
    context.reporter.report({ kind: 'note', level: 'warning', message: `${error.message} It is made anew.` });
    return repairing(operation, context, left - 1);
  }
}
