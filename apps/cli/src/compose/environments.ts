import { readFile } from 'node:fs/promises';
import { type Context, environmentRequests, type Flow, type Platform, placeOfRequest, type Store } from '@frazil/core';
import type { EnvironmentPlugins, FreezeInput, FrozenFlow, PreparedFlow } from '@frazil/environments';
import type { Uv } from '@frazil/uv';
import { cliErrors } from '../errors.ts';
import type { Settings } from '../settings/settings.ts';
import { hostPlatform } from './host-platform.ts';

/** What the environments of a flow are made of. */
export interface EnvironmentsInput {
  /** The flow file as it was typed. */
  readonly flowFile: string;
  readonly flow: Flow;
  readonly settings: Settings;
  readonly store: Store;
}

/** Locks the environments of a flow and stores them for all platforms, or those of engines; undefined when no step has one. */
export async function freezeEnvironments(
  input: EnvironmentsInput,
  snapshot: 'linux' | 'all',
  context: Context,
): Promise<FrozenFlow | undefined> {
  const freezing = freezeInputOf(input, snapshot);
  if (freezing === undefined) return undefined;
  const { freeze } = await import('@frazil/environments');
  return freeze(freezing, await pluginsOf(input, freezing.host, context), context);
}

/** Locks, stores and hydrates the environments of a flow for this machine; undefined when no step has one. */
export async function prepareEnvironments(input: EnvironmentsInput, context: Context): Promise<PreparedFlow | undefined> {
  const freezing = freezeInputOf(input, 'host');
  if (freezing === undefined) return undefined;
  const { prepareFlow } = await import('@frazil/environments');
  const prepared = await prepareFlow(freezing, await pluginsOf(input, freezing.host, context), context);
  await assertGlibc(prepared);
  return prepared;
}

function freezeInputOf({ flow, flowFile, settings }: EnvironmentsInput, snapshot: FreezeInput['snapshot']): FreezeInput | undefined {
  const requests = environmentRequests(flow, { environment: settings.environment });
  if ([...requests.values()].every((request) => request === undefined)) return undefined;
  return {
    flowFile,
    requests,
    host: hostPlatform(process),
    platforms: settings.platforms.length > 0 ? settings.platforms : undefined,
    frozen: settings.isFrozen,
    strict: settings.isStrict,
    excludeNewer: settings.excludeNewer,
    placeOf: (step, packageName) => placeOfRequest(flow, step, packageName),
    snapshot,
  };
}

// A store that machines share may have an interpreter of a newer one.
async function assertGlibc({ environments, hydrated }: PreparedFlow): Promise<void> {
  const { glibcShortfall } = await import('@frazil/interpreters');
  const pythons = new Map([...environments.values()].flatMap((one) => (one === undefined ? [] : [[one.id, one.python] as const])));
  for (const [id, { directory }] of hydrated) {
    const shortfall = await glibcShortfall(directory);
    if (shortfall !== undefined) throw cliErrors.create('cli.glibc-too-old', { python: pythons.get(id) ?? '', ...shortfall });
  }
}

/** Loads what environments are made with when the text of a flow's file speaks of any. Never rejects. */
export async function preloadLikelyEnvironments(flowFile: string, words: readonly string[]): Promise<void> {
  const isLocal = /--environment[= ]local/.test(words.join(' '));
  const text = isLocal ? '' : await readFile(flowFile, 'utf8').catch(() => '');
  if (/pypi|conda/.test(`${text} ${words.join(' ')}`)) await preloadEnvironments();
}

/** Loads what environments are made with, before it is needed. Never rejects: what fails here fails again there. */
export async function preloadEnvironments(): Promise<void> {
  await Promise.all([import('@frazil/environments'), modules()]).catch(() => undefined);
}

function modules() {
  return Promise.all([
    import('@frazil/uv'),
    import('@frazil/ecosystem-pypi'),
    import('@frazil/ecosystem-conda'),
    import('@frazil/interpreters'),
  ]);
}

async function pluginsOf({ settings, store }: EnvironmentsInput, host: Platform, context: Context): Promise<EnvironmentPlugins> {
  const [{ findUv }, { createPypi }, { createConda }, { createInterpreters }] = await modules();
  const cacheDirectory = settings.cache;
  let found: Promise<Uv> | undefined;
  const uv = () => {
    found ??= findUv({ cacheDirectory, variables: settings.variables }, context);
    return found;
  };
  const pypi = createPypi({ uv, cacheDirectory });
  return {
    ecosystems: [pypi, createConda({ wheels: pypi, cacheDirectory, variables: settings.variables })],
    interpreters: createInterpreters({ uv, cacheDirectory, host, variables: settings.variables }),
    store,
    cacheDirectory,
  };
}
