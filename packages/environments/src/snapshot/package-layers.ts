import {
  type Context,
  type EnvironmentLayer,
  fileFor,
  type LockedEnvironment,
  type LockedFile,
  type LockedPackage,
  type Platform,
} from '@frazil/core';
import { limited, mapLimited } from '../limit.ts';
import { frozenEnvironment } from './frozen-environment.ts';
import { interpreterLayer, lockedInterpreter } from './interpreter-layer.ts';
import { originalOf } from './original.ts';
import type { SnapshotInput } from './snapshot-input.ts';
import type { SnapshotPlugins } from './snapshot-plugins.ts';

// More than this many downloads share the line without being any faster.
const FETCHERS = 8;
// Each is compiled by several processes: more at once only fight for the processors, and hold wheels in memory.
const PACKERS = 2;

/** The layers of all packages of a lock for one platform, in order of the lock. The largest are made first: they take longest. */
export async function packageLayers(
  input: SnapshotInput,
  plugins: SnapshotPlugins,
  context: Context,
): Promise<readonly EnvironmentLayer[]> {
  const wanted = filesFor(input.locked, input.platform).map(([locked, file], place) => ({ package: locked, file, place }));
  const shared = { ...input, python: lazily(() => findPython(input, plugins, context)), turn: limited(PACKERS) };
  const largestFirst = wanted.toSorted((a, b) => (b.file.size ?? 0) - (a.file.size ?? 0));
  const made = await mapLimited(largestFirst, FETCHERS, async (one) => {
    const layer = await packageLayer({ ...shared, ...one }, plugins, context);
    if (input.isHydrated) plugins.unpack(layer, context);
    return { place: one.place, layer };
  });
  return made.toSorted((a, b) => a.place - b.place).map(({ layer }) => layer);
}

interface PackageInput extends SnapshotInput {
  readonly package: LockedPackage;
  readonly file: LockedFile;
  /** Finds a Python of the host's locked version that runs on this machine. */
  python(): Promise<string>;
  /** Waits until packing is worth its processor. */
  turn<Result>(work: () => Promise<Result>): Promise<Result>;
}

async function packageLayer(input: PackageInput, plugins: SnapshotPlugins, context: Context): Promise<EnvironmentLayer> {
  const { file, platform, package: locked } = input;
  const pythonVersion = lockedInterpreter(input.locked, platform).version;
  const layer = await plugins.layers.make({
    name: `package ${file.sha256} ${plugins.ecosystem.recipe(file, pythonVersion)}`,
    make: async (folder, output) => {
      const artifact = await originalOf({ ...plugins, package: locked, file }, folder, context);
      const python = await input.python();
      return input.turn(() =>
        plugins.ecosystem.pack({ package: locked, file, platform, artifact, python, pythonVersion, output }, context),
      );
    },
  });
  return { kind: 'package', name: locked.name, version: locked.version, layer };
}

// The interpreter's layer takes longer to make than most packages: what it is made of does as well, when it can run here.
async function findPython({ locked, host }: SnapshotInput, plugins: SnapshotPlugins, context: Context): Promise<string> {
  const interpreter = lockedInterpreter(locked, host);
  const found = await plugins.interpreters.compiler(interpreter, context);
  if (found !== undefined) return found;
  const layer = await interpreterLayer(interpreter, host, plugins, context);
  return (await plugins.hydrate(frozenEnvironment(host, [layer]), context)).python;
}

function lazily<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The packages of a lock that one platform has, each with its file. Pure. */
export function filesFor(locked: LockedEnvironment, platform: Platform): readonly (readonly [LockedPackage, LockedFile])[] {
  return locked.packages.flatMap((each) => {
    const file = fileFor(each, platform);
    return file === undefined ? [] : [[each, file] as const];
  });
}
