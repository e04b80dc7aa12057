import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diskError, type Platform, type PresentPackage } from '@frazil/core';
import { sweepFolder, temporaryName } from '@frazil/files';
import { normaliseName } from '../standards/name.ts';
import { parseVersion } from '../standards/version.ts';
import type { PlatformPackage } from './resolve-platform.ts';

/** Packages that are there already, as the resolver takes them. */
export interface PresentPackages extends AsyncDisposable {
  /** A file of constraints that keeps what is resolved suiting what is there on a platform; undefined when nothing is. */
  constraints(platform: Platform): Promise<string | undefined>;
  /** What is left of a resolution: neither what is there, nor what only that needs. `requested` names what was asked for. Pure. */
  without(packages: readonly PlatformPackage[], platform: Platform, requested: ReadonlySet<string>): readonly PlatformPackage[];
}

/** Writes the constraints of packages that are there to files of a folder, which are gone when it is disposed. */
export function presentPackages(present: readonly PresentPackage[], folder: string): PresentPackages {
  const written: string[] = [];
  const on = (platform: Platform) => present.filter(({ platforms }) => platforms.includes(platform));
  return {
    constraints: async (platform) => {
      const lines = on(platform).flatMap(({ name, version }) => (parseVersion(version) === undefined ? [] : [`${name}==${version}`]));
      if (lines.length === 0) return undefined;
      const path = join(folder, temporaryName());
      written.push(path);
      await writeLines(path, folder, lines);
      return path;
    },
    without: (packages, platform, requested) =>
      withoutPresent(packages, new Set(on(platform).map(({ name }) => normaliseName(name))), requested),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(written.map((path) => rm(path, { force: true })));
    },
  };
}

async function writeLines(path: string, folder: string, lines: readonly string[]): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await sweepFolder(folder);
    await writeFile(path, `${lines.join('\n')}\n`);
  } catch (error) {
    throw diskError(error, 'resolving with constraints in', folder);
  }
}

function withoutPresent(
  packages: readonly PlatformPackage[],
  present: ReadonlySet<string>,
  requested: ReadonlySet<string>,
): readonly PlatformPackage[] {
  if (present.size === 0) return packages;
  const others = packages.filter(({ name }) => !present.has(name));
  const kept = new Set(others.flatMap(({ name }) => (requested.has(name) ? [name] : [])));
  for (let size = -1; size < kept.size; ) {
    size = kept.size;
    for (const { name, annotation } of others) if (annotation?.via.some((dependent) => kept.has(dependent))) kept.add(name);
  }
  return others.filter(({ name }) => kept.has(name));
}
