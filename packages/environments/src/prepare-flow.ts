import { type Context, type Digest, type HydratedEnvironment, isFrazilError } from '@frazil/core';
import { type FreezeInput, type FrozenFlow, freezeFlow } from './freeze/freeze-flow.ts';
import { hydrate } from './hydrate/hydrate.ts';
import type { SnapshotPlugins } from './snapshot/snapshot-environment.ts';

/** What environments are made with. */
export type EnvironmentPlugins = Omit<SnapshotPlugins, 'hydrate'>;

/** A flow that can run on this machine. */
export interface PreparedFlow extends FrozenFlow {
  /** By environment id. */
  readonly hydrated: ReadonlyMap<Digest, HydratedEnvironment>;
}

/** Freezes a flow without hydrating it. See {@link freezeFlow}. */
export async function freeze(input: FreezeInput, plugins: EnvironmentPlugins, context: Context): Promise<FrozenFlow> {
  return repairing(() => freezeFlow(input, hydrating(plugins), context), context);
}

/** Freezes a flow and hydrates the environments of this machine. A stored layer that turns out to be damaged is made anew. */
export async function prepareFlow(input: FreezeInput, plugins: EnvironmentPlugins, context: Context): Promise<PreparedFlow> {
  return repairing(async () => {
    const frozen = await freezeFlow(input, hydrating(plugins), context);
    const hydrated = new Map<Digest, HydratedEnvironment>();
    for (const environment of frozen.environments.values()) {
      if (environment === undefined || hydrated.has(environment.id)) continue;
      hydrated.set(environment.id, await hydrate(environment, plugins, context));
    }
    return { ...frozen, hydrated };
  }, context);
}

function hydrating(plugins: EnvironmentPlugins): SnapshotPlugins {
  return { ...plugins, hydrate: (environment, context) => hydrate(environment, plugins, context) };
}

// Each repair removes one damaged layer for good, and a store with more damage than this needs a person.
const REPAIRS = 20;

async function repairing<Result>(operation: () => Promise<Result>, context: Context, left = REPAIRS): Promise<Result> {
  try {
    return await operation();
  } catch (error) {
    if (left === 0 || !isFrazilError(error) || error.code !== 'environment.layer-damaged') throw error;
    context.reporter.report({ kind: 'note', level: 'warning', message: `${error.message} It is made anew.` });
    return repairing(operation, context, left - 1);
  }
}
