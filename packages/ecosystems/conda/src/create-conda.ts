import { join } from 'node:path';
import {
  type Context,
  type Ecosystem,
  type EnvironmentRequest,
  type HydratedEnvironment,
  type ImportFailure,
  type LockedFile,
  type LockedPackage,
  lazily,
} from '@frazil/core';
import { createConnection } from '@frazil/downloads';
import { requestedDistributions } from './check/requested-distributions.ts';
import { isCompiled, packageRecipe } from './install/recipe.ts';
import { interpretersAmong } from './resolve/python-packages.ts';
import { staleness } from './resolve/staleness.ts';
import { timeOfPins } from './resolve/time-of-pins.ts';
import { readSpecs } from './solve/spec.ts';

/** What the ecosystem needs from outside. */
export interface CondaOptions {
  /** Who knows packages of PyPI: requests may ask for some on top of conda's. */
  readonly wheels: Ecosystem;
  /** Where what channels say is kept. */
  readonly cacheDirectory: string;
  /** The environment: channels, conda's overrides, proxies; this process's when undefined. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

// What only resolving, fetching or packing needs is loaded by it: most commands do none of them.

/** Packages of conda channels, Python among them. Channels, credentials, proxies and certificates are those of the user. */
export function createConda({ wheels, cacheDirectory, variables = process.env }: CondaOptions): Ecosystem {
  const directory = process.cwd();
  const folder = join(cacheDirectory, 'conda', 'repodata');
  const line = lazily(async () => {
    const { configuredChannels } = await import('./channels/configured-channels.ts');
    const channels = await configuredChannels(undefined, variables, directory);
    return { channels, connection: await createConnection(variables), credentials: channels.credentials };
  });
  const reader = lazily(async () => {
    const { createChannelReader } = await import('./repodata/channel-reader.ts');
    return createChannelReader({ line, folder });
  });
  return {
    name: 'conda',
    resolve: async (input, context) => {
      const { resolve } = await import('./resolve/resolve.ts');
      return await resolve(input, { reader: await reader(), wheels, variables, directory }, context);
    },
    interpreters: interpretersAmong,
    fetch: async (locked, file, path, context) => {
      if (!isOfConda(locked)) return await wheels.fetch(locked, file, path, context);
      const { fetchPackage } = await import('./fetch/fetch-package.ts');
      const { channels, ...own } = await line();
      await fetchPackage({ locked, file, path }, { channels, line: own }, context);
    },
    recipe: (file, pythonVersion) => (isFileOfConda(file) ? packageRecipe(file, pythonVersion) : wheels.recipe(file, pythonVersion)),
    compiles: (file) => (isFileOfConda(file) ? isCompiled(file) : wheels.compiles(file)),
    pack: async (input, context) => {
      if (!isOfConda(input.package)) return await wheels.pack(input, context);
      const { packPackage } = await import('./install/pack-package.ts');
      return await packPackage(input, context);
    },
    staleness: (locked, request) => staleness(locked, request, wheels),
    timeOfPins: (request, packages) => timeOfPins(request, packages, wheels),
    check: (environment, request, context) => check(environment, request, { wheels, context }),
  };
}

function isOfConda({ channel }: LockedPackage): boolean {
  return channel !== undefined;
}

function isFileOfConda({ subdir }: LockedFile): boolean {
  return subdir !== undefined;
}

/** Imports what Python sees of the requested packages, conda's and PyPI's. */
async function check(
  environment: HydratedEnvironment,
  request: EnvironmentRequest,
  { wheels, context }: { readonly wheels: Ecosystem; readonly context: Context },
): Promise<ImportFailure | undefined> {
  const names = new Set(readSpecs(request.packages).map(({ name }) => name));
  const distributions = await requestedDistributions(environment, names);
  const packages = { ...Object.fromEntries(distributions.map((name) => [name, ''])), ...request.pypi };
  return await wheels.check(environment, { ecosystem: 'pypi', python: request.python, packages }, context);
}
