import type { Platform } from '@frazil/core';
import type { PackageRecord } from '../repodata/record.ts';

type Variables = Readonly<Record<string, string | undefined>>;

// What the wheels that are resolved for may ask for as well: a promise about where environments run.
const GLIBC = '2.28';
const LINUX = '4.18';
const MACOS = '13.0';

const ARCHITECTURES: Readonly<Record<Platform, string>> = {
  'linux-x86_64': 'x86_64',
  'linux-aarch64': 'aarch64',
  'osx-arm64': 'm1',
  'osx-x86_64': 'x86_64',
};

/** What packages may ask of a machine of a platform, as packages: conda's own variables override it. Pure. */
export function virtualPackages(platform: Platform, variables: Variables): readonly PackageRecord[] {
  const archspec = record('__archspec', '1', ARCHITECTURES[platform]);
  const cuda = variables.CONDA_OVERRIDE_CUDA ? [record('__cuda', variables.CONDA_OVERRIDE_CUDA)] : [];
  if (platform.startsWith('osx')) return [record('__unix', '0'), record('__osx', variables.CONDA_OVERRIDE_OSX || MACOS), archspec];
  const linux = record('__linux', variables.CONDA_OVERRIDE_LINUX || LINUX);
  return [record('__unix', '0'), linux, record('__glibc', variables.CONDA_OVERRIDE_GLIBC || GLIBC), archspec, ...cuda];
}

function record(name: string, version: string, build = '0'): PackageRecord {
  return { name, version, build, build_number: 0, depends: [] };
}
