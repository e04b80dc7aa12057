import type { Context, EnvironmentLayer, LockedFile, LockedPackage } from '@frazil/core';
import { limited, mapLimited } from '../limit.ts';
import { compilingPython, type MakeLayer } from './compiling-python.ts';
import { filesFor } from './files-for.ts';
import { lockedInterpreter } from './interpreter-layer.ts';
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
  const turn = limited(PACKERS);
  const make: MakeLayer = (locked, file) =>
    packageLayer({ ...input, platform: input.host, package: locked, file, python, turn }, plugins, context);
  const python = lazily(() => compilingPython(input, plugins, { make, context }));
  const shared = { ...input, python, turn };
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
  const interpreter = lockedInterpreter(input.locked, platform);
  const pythonVersion = interpreter.version;
  const layer = await plugins.layers.make({
    name: `package ${file.sha256} ${plugins.ecosystem.recipe(file, pythonVersion)}`,
    make: async (folder, output) => {
      const artifact = await originalOf({ ...plugins, package: locked, file }, folder, context);
      const python = plugins.ecosystem.compiles(file) ? await input.python() : undefined;
      return input.turn(() =>
        plugins.ecosystem.pack({ package: locked, file, platform, artifact, python, pythonVersion, output }, context),
      );
    },
  });
  const isInterpreter = locked.name === interpreter.package && locked.version === interpreter.version;
  return { kind: isInterpreter ? 'interpreter' : 'package', name: locked.name, version: locked.version, layer };
}

function lazily<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
