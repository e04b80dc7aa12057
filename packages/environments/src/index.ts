export { environmentErrors } from './errors.ts';
export type { FreezeInput, FrozenFlow, FrozenGroup } from './freeze/freeze-flow.ts';
export type { HydratePlace } from './hydrate/cached-layer.ts';
export { hydrate, hydrateInto } from './hydrate/hydrate.ts';
export { lockPathOf } from './lockfile/lock-path.ts';
export { readLockfile, writeLockfile } from './lockfile/lockfile.ts';
export { type EnvironmentPlugins, freeze, type PreparedFlow, prepareFlow } from './prepare-flow.ts';
