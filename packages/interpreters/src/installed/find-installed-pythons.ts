import type { Context, Platform } from '@frazil/core';
import { compareVersions, minorOf } from '../version.ts';
import { candidatePythons } from './candidate-pythons.ts';
import { type InstalledPython, probePython } from './probe-python.ts';

/** Where to look, and for what. */
export interface FindInstalledOptions {
  /** What the Pythons said is remembered here. */
  readonly cacheDirectory: string;
  /** Only those that programs of this platform can be made of. */
  readonly host: Platform;
  /** `3.10`; all when undefined. */
  readonly minor?: string | undefined;
  /** FRAZIL_PYTHONS, PATH, PYENV_ROOT, UV_PYTHON_INSTALL_DIR; this process's environment when undefined. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

/** Finds the CPythons of this machine, newest first. Runs each it hasn't met before once. */
export async function findInstalledPythons(options: FindInstalledOptions, context: Context): Promise<readonly InstalledPython[]> {
  const { cacheDirectory, host, minor } = options;
  const candidates = candidatePythons(options.variables ?? process.env, minor);
  const probed = await Promise.all(candidates.map((candidate) => probePython(candidate, cacheDirectory, context)));
  return probed
    .filter((python) => python !== undefined)
    .filter(({ platform, version }) => platform === host && (minor === undefined || minorOf(version) === minor))
    .toSorted((a, b) => compareVersions(b.version, a.version));
}
