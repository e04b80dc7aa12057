import {
  type Context,
  canonicalJson,
  type EnvironmentRequest,
  type FrozenEnvironment,
  isFrazilError,
  type LockedEnvironment,
  type Lockfile,
  type Platform,
} from '@frazil/core';
import { environmentErrors } from '../errors.ts';
import { lockPathOf } from '../lockfile/lock-path.ts';
import { readLockfile, writeLockfile } from '../lockfile/lockfile.ts';
import { interpreterLayer } from '../snapshot/interpreter-layer.ts';
import { snapshotEnvironment } from '../snapshot/snapshot-environment.ts';
import type { SnapshotPlugins } from '../snapshot/snapshot-plugins.ts';
import { type FlowPlugins, pluginsFor } from './flow-plugins.ts';
import { groupRequests, type RequestGroup } from './group-requests.ts';
import { placeError, type RequestPlaces } from './place-error.ts';
import { resolveEnvironment } from './resolve-environment.ts';
import type { ResolvePlugins } from './resolve-options.ts';
import { absenceOf, stalenessOf } from './staleness.ts';
import { wantedPlatforms } from './wanted-platforms.ts';

/** What is frozen, and how. */
export interface FreezeInput {
  readonly flowFile: string;
  readonly requests: ReadonlyMap<string, EnvironmentRequest | undefined>;
  /** The platform of this machine. */
  readonly host: Platform;
  /** The platforms asked for beside the host's; undefined for those of the lock, or the default ones. */
  readonly platforms?: readonly Platform[] | undefined;
  /** Refuse instead of resolving. */
  readonly frozen: boolean;
  /** Refuse the nearest patch of Python, and platforms that can't be locked, instead of warning. */
  readonly strict: boolean;
  /** For requests without a date of their own: only what was uploaded before it is seen. */
  readonly excludeNewer?: string | undefined;
  /** Where it is written what a step asks for, or what it asks of one package; errors then name the place. */
  readonly placeOf?: RequestPlaces['placeOf'];
  /** For which platforms beside the host's to store what they need: none, those of Linux, or all of the lock, as far as it can be had; or those asked for. */
  readonly snapshot: 'host' | 'linux' | 'all';
}

/** One entry of the lock with what it became. */
export interface FrozenGroup {
  readonly key: string;
  readonly steps: readonly string[];
  readonly locked: LockedEnvironment;
  /** By platform: the host's, or all of the lock's. */
  readonly environments: ReadonlyMap<Platform, FrozenEnvironment>;
  /** Whether it was resolved now rather than read from the lock. */
  readonly isNew: boolean;
}

/** A flow whose environments are locked and stored. */
export interface FrozenFlow {
  readonly lockPath: string;
  /** Whether the lock on disk changed. */
  readonly changed: boolean;
  readonly groups: readonly FrozenGroup[];
  /** What each step runs in on this machine; undefined for the machine's own Python. */
  readonly environments: ReadonlyMap<string, FrozenEnvironment | undefined>;
}

/**
 * Makes sure that every step's environment is locked beside the flow and stored. Requests that the lock answers are never
 * resolved again; the lock is written last, so that what it names is in the store.
 */
export async function freezeFlow(input: FreezeInput, plugins: FlowPlugins, context: Context): Promise<FrozenFlow> {
  const lockPath = lockPathOf(input.flowFile);
  const lockfile = await readLockfile(lockPath, plugins.cacheDirectory);
  const groups: FrozenGroup[] = [];
  for (const group of groupRequests(input.requests)) {
    const existing = lockfile?.environments[group.key];
    try {
      groups.push(await freezeGroup({ ...input, group, lockPath, existing, lockfile }, pluginsFor(group.request, plugins), context));
    } catch (error) {
      throw placeError(error, group, input);
    }
  }
  const next = lockfileOf(groups);
  const isSame = lockfile !== undefined && canonicalJson(lockfile) === canonicalJson(next);
  const changed = groups.length > 0 && !input.frozen && !isSame && (await writeLockfile(lockPath, next));
  return { lockPath, changed, groups, environments: environmentsOfSteps(input, groups) };
}

interface GroupInput extends FreezeInput {
  readonly group: RequestGroup;
  readonly lockPath: string;
  readonly existing: LockedEnvironment | undefined;
  readonly lockfile: Lockfile | undefined;
}

async function freezeGroup(input: GroupInput, plugins: SnapshotPlugins, context: Context): Promise<FrozenGroup> {
  const { group, host, existing } = input;
  const platforms = wantedPlatforms(host, input.platforms, existing);
  const excludeNewer = group.request.excludeNewer === undefined ? input.excludeNewer : undefined;
  const wish = { request: group.request, platforms: platforms.required, excludeNewer };
  const reason = existing === undefined ? absenceOf(group.steps, input.lockfile) : stalenessOf(existing, wish, plugins.ecosystem);
  if (reason !== undefined && input.frozen) {
    throw environmentErrors.create('lock.refused', { path: input.lockPath, steps: group.steps, reason });
  }
  const locked =
    existing !== undefined && reason === undefined
      ? { ...existing, steps: [...group.steps] }
      : await resolveEnvironment({ ...input, platforms, excludeNewer }, { ...plugins, ...tryingOn(host, plugins) }, context);
  const environments = await snapshotPlatforms(locked, input, plugins, context);
  return { key: group.key, steps: group.steps, locked, environments, isNew: reason !== undefined };
}

function tryingOn(host: Platform, plugins: SnapshotPlugins): Pick<ResolvePlugins, 'tryOut' | 'prepare'> {
  return {
    tryOut: async (locked, context) =>
      plugins.hydrate(await snapshotEnvironment({ locked, platform: host, host, isHydrated: true }, plugins, context), context),
    prepare: async (interpreters, context) => {
      const interpreter = interpreters.find(({ platforms }) => platforms.includes(host));
      if (interpreter !== undefined) plugins.unpack(await interpreterLayer(interpreter, host, plugins, context), context);
    },
  };
}

async function snapshotPlatforms(
  locked: LockedEnvironment,
  input: GroupInput,
  plugins: SnapshotPlugins,
  context: Context,
): Promise<ReadonlyMap<Platform, FrozenEnvironment>> {
  const { host } = input;
  const own = { locked, platform: host, host, isHydrated: input.snapshot === 'host' };
  const environments = new Map([[host, await snapshotEnvironment(own, plugins, context)]]);
  for (const platform of otherPlatforms(locked, input)) {
    const environment = await snapshotOther(locked, platform, input, plugins, context);
    if (environment !== undefined) environments.set(platform, environment);
  }
  return environments;
}

function otherPlatforms(locked: LockedEnvironment, { host, snapshot, platforms }: GroupInput): readonly Platform[] {
  if (snapshot === 'host') return [];
  const all = platforms ?? locked.interpreters.flatMap((interpreter) => interpreter.platforms);
  const wanted = snapshot === 'linux' ? all.filter((platform) => platform.startsWith('linux-')) : all;
  return [...new Set(wanted)].filter((platform) => platform !== host).sort();
}

/** What can't be stored for a platform that nobody asked for is said and left out. */
async function snapshotOther(
  locked: LockedEnvironment,
  platform: Platform,
  { host, platforms, strict }: GroupInput,
  plugins: SnapshotPlugins,
  context: Context,
): Promise<FrozenEnvironment | undefined> {
  try {
    return await snapshotEnvironment({ locked, platform, host, isHydrated: false }, plugins, context);
  } catch (error) {
    if (platforms !== undefined || strict || !isFrazilError(error)) throw error;
    context.reporter.report({ kind: 'note', level: 'warning', message: `locked but not stored for ${platform}: ${error.message}` });
    return undefined;
  }
}

function lockfileOf(groups: readonly FrozenGroup[]): Lockfile {
  return { version: 1, environments: Object.fromEntries(groups.map(({ key, locked }) => [key, locked])) };
}

function environmentsOfSteps(
  { requests, host }: FreezeInput,
  groups: readonly FrozenGroup[],
): ReadonlyMap<string, FrozenEnvironment | undefined> {
  const groupOf = new Map(groups.flatMap((group) => group.steps.map((step) => [step, group] as const)));
  return new Map([...requests.keys()].map((step) => [step, groupOf.get(step)?.environments.get(host)]));
}
