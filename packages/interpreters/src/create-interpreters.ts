import type { Interpreters, Platform } from '@frazil/core';
import { runUv, type Uv } from '@frazil/uv';
import { chooseInterpreters } from './choose/choose-interpreters.ts';
import type { Sources } from './choose/sources.ts';
import { errors } from './errors.ts';
import { findInstalledPythons } from './installed/find-installed-pythons.ts';
import { installedAs } from './installed/installed-as.ts';
import { packInstalled } from './installed/pack-installed.ts';
import { recipeOf } from './recipe.ts';
import { packStandalone } from './standalone/pack-standalone.ts';
import { StandaloneProvider } from './standalone/standalone-provider.ts';

/** What interpreters are had with. */
export interface InterpretersOptions {
  /** Finds uv; asked when it is first needed. */
  readonly uv: () => Promise<Uv>;
  /** Where archives, and what Pythons said, are kept. */
  readonly cacheDirectory: string;
  /** The platform of this machine. */
  readonly host: Platform;
  /** The environment: PATH, FRAZIL_PYTHONS, uv's settings of mirrors; this process's when undefined. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

/** The chain of providers: python-build-standalone through uv, then what is installed on this machine. */
export function createInterpreters(options: InterpretersOptions): Interpreters {
  const sources = sourcesOf(options);
  return {
    choose: (wanted, platforms, { strict }, context) => chooseInterpreters({ wanted, platforms, strict }, sources, context),
    recipe: recipeOf,
    pack: async (locked, platform, output, context) => {
      if (locked.provider === 'installed') return await packInstalled(locked, platform, { output: output.layer, sources }, context);
      if (locked.provider === 'standalone') {
        return await packStandalone(locked, platform, { ...output, sources }, context);
      }
      const reason = `Nothing here knows the provider ${locked.provider}.`;
      throw errors.create('interpreters.not-had', { version: locked.version, platform, reason });
    },
    compiler: async (locked, context) => {
      if (locked.provider === 'standalone') return await sources.standalone.compiler(locked, context);
      return locked.provider === 'installed' ? (await installedAs(locked, sources, context))?.executable : undefined;
    },
  };
}

function sourcesOf({ uv, cacheDirectory, host, variables = process.env }: InterpretersOptions): Sources {
  const silent = { report: () => {} };
  const standalone = new StandaloneProvider({
    uv: async (args, extra, signal) => {
      // Downloads of uv's own accord stay forbidden; ours are asked for.
      const all = { ...variables, UV_PYTHON_DOWNLOADS: 'manual', ...extra };
      return await runUv(await uv(), args, { context: { reporter: silent, signal }, variables: all });
    },
    variables,
    cacheDirectory,
    host,
  });
  return {
    standalone,
    host,
    canRepackage: host.startsWith('linux-'),
    installed: async (minor, context) => {
      return await findInstalledPythons({ cacheDirectory, host, minor, variables }, context);
    },
  };
}
