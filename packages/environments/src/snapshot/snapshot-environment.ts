import { join } from 'node:path';
import {
  type Context,
  type Digest,
  digestFromHex,
  digestOfJson,
  type Ecosystem,
  type EnvironmentLayer,
  FrozenEnvironment,
  fileFor,
  type HydratedEnvironment,
  type Interpreters,
  idOfEnvironment,
  interpreterFor,
  keys,
  type LockedEnvironment,
  type LockedFile,
  type LockedInterpreter,
  type LockedPackage,
  type Platform,
  type Store,
} from '@frazil/core';
import { mapLimited } from '../limit.ts';
import { getJson, putJson } from './json-values.ts';
import { makeLayer } from './make-layer.ts';
import { originalOf } from './original.ts';

/** What snapshots are made with. */
export interface SnapshotPlugins {
  readonly ecosystem: Ecosystem;
  readonly interpreters: Interpreters;
  readonly store: Store;
  readonly cacheDirectory: string;
  /** Hydrates an environment on this machine: what layers of packages are compiled with. */
  hydrate(environment: FrozenEnvironment, context: Context): Promise<HydratedEnvironment>;
}

/** What is stored, and for whom. */
export interface SnapshotInput {
  readonly locked: LockedEnvironment;
  readonly platform: Platform;
  /** The platform of this machine; it must be locked too when `platform` is another one. */
  readonly host: Platform;
}

// Layers are packed by one process each; more than this at once only fight for the processors.
const PACKERS = 3;

/** Stores the originals and layers of a locked environment for one platform; what is there already isn't made again. */
export async function snapshotEnvironment(input: SnapshotInput, plugins: SnapshotPlugins, context: Context): Promise<FrozenEnvironment> {
  const key = keys.frozen(digestOfLocked(input.locked, input.platform, plugins));
  const known = await getJson(plugins.store, key, FrozenEnvironment);
  if (known !== undefined && isWhole(known) && (await hasLayers(plugins.store, known))) return known;
  // The packages are fetched while the interpreter is packed; compiling them waits for it.
  const interpreter = interpreterLayer(input.locked, input.platform, plugins, context);
  const onHost = input.platform === input.host ? interpreter : undefined;
  const layers = await allSettledOrThrow([interpreter, packageLayers(input, onHost, plugins, context)]);
  const environment = frozenEnvironment(input.platform, layers.flat());
  await putJson(plugins.store, keys.environment(environment.id), environment);
  await putJson(plugins.store, key, environment);
  return environment;
}

/** All that decides the layers of a locked environment on one platform. */
function digestOfLocked(locked: LockedEnvironment, platform: Platform, { interpreters, ecosystem }: SnapshotPlugins): Digest {
  const interpreter = lockedInterpreter(locked, platform);
  return digestOfJson({
    platform,
    interpreter: interpreters.recipe(interpreter, platform),
    packages: filesFor(locked, platform).map(([, file]) => [file.sha256, ecosystem.recipe(file, interpreter.version)]),
  });
}

/** Whether a record still says what it said: its id is a digest of the rest that matters. */
function isWhole({ id, platform, layers }: FrozenEnvironment): boolean {
  return id === idOfEnvironment(platform, layers);
}

async function hasLayers(store: Store, environment: FrozenEnvironment): Promise<boolean> {
  const sizes = await Promise.all(environment.layers.map(({ layer }) => store.size(keys.layer(layer.digest))));
  return environment.layers.every(({ layer }, index) => sizes[index] === layer.size);
}

async function interpreterLayer(
  locked: LockedEnvironment,
  platform: Platform,
  plugins: SnapshotPlugins,
  context: Context,
): Promise<EnvironmentLayer> {
  const interpreter = lockedInterpreter(locked, platform);
  const { store, interpreters } = plugins;
  const layer = await makeLayer(plugins, {
    name: `interpreter ${interpreters.recipe(interpreter, platform)}`,
    make: async (folder, output) => {
      const original = join(folder, 'original');
      const made = await interpreters.pack(interpreter, platform, { layer: output, original }, context);
      if (interpreter.sha256 !== undefined) await store.putFileIfAbsent(keys.original(digestFromHex(interpreter.sha256)), original);
      return made;
    },
  });
  return { kind: 'interpreter', name: 'python', version: interpreter.version, layer };
}

async function packageLayers(
  input: SnapshotInput,
  onHost: Promise<EnvironmentLayer> | undefined,
  plugins: SnapshotPlugins,
  context: Context,
): Promise<readonly EnvironmentLayer[]> {
  const files = filesFor(input.locked, input.platform);
  const compiler = lazily(async () => {
    const interpreter = await (onHost ?? interpreterLayer(input.locked, input.host, plugins, context));
    return plugins.hydrate(frozenEnvironment(input.host, [interpreter]), context);
  });
  return mapLimited(files, PACKERS, async ([locked, file]) => ({
    kind: 'package',
    name: locked.name,
    version: locked.version,
    layer: await packageLayer({ ...input, package: locked, file, compiler }, plugins, context),
  }));
}

interface PackageInput extends SnapshotInput {
  readonly package: LockedPackage;
  readonly file: LockedFile;
  /** Hydrates a bare interpreter of the same minor version that runs on this machine. */
  compiler(): Promise<HydratedEnvironment>;
}

async function packageLayer(input: PackageInput, plugins: SnapshotPlugins, context: Context): Promise<EnvironmentLayer['layer']> {
  const { file, platform } = input;
  const pythonVersion = lockedInterpreter(input.locked, platform).version;
  return makeLayer(plugins, {
    name: `package ${file.sha256} ${plugins.ecosystem.recipe(file, pythonVersion)}`,
    make: async (folder, output) => {
      const artifact = await originalOf({ ...plugins, package: input.package, file }, folder, context);
      const { python } = await input.compiler();
      return plugins.ecosystem.pack({ package: input.package, file, platform, artifact, python, pythonVersion, output }, context);
    },
  });
}

function frozenEnvironment(platform: Platform, layers: readonly EnvironmentLayer[]): FrozenEnvironment {
  const python = layers[0]?.version ?? '';
  return { schema: 1, id: idOfEnvironment(platform, layers), platform, python, layers };
}

function filesFor(locked: LockedEnvironment, platform: Platform): readonly (readonly [LockedPackage, LockedFile])[] {
  return locked.packages.flatMap((each) => {
    const file = fileFor(each, platform);
    return file === undefined ? [] : [[each, file] as const];
  });
}

function lockedInterpreter(locked: LockedEnvironment, platform: Platform): LockedInterpreter {
  const interpreter = interpreterFor(locked, platform);
  if (interpreter === undefined) throw new TypeError(`the lock has no interpreter for ${platform}`);
  return interpreter;
}

function lazily<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** All results, or the first failure once nothing is at work any more. */
async function allSettledOrThrow<First, Second>(work: readonly [Promise<First>, Promise<Second>]): Promise<[First, Second]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
