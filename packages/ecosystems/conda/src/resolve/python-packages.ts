import type { LockedInterpreter, LockedPackage, Platform, PresentPackage } from '@frazil/core';
import { nameOfDependency } from '../repodata/record.ts';
import type { Candidate } from '../solve/candidates.ts';

/** Which of the packages are the interpreters of platforms. Pure. */
export function interpretersAmong(packages: readonly LockedPackage[], platforms: readonly Platform[]): readonly LockedInterpreter[] {
  return packages
    .filter(({ name, channel }) => name === 'python' && channel !== undefined)
    .map(({ name, version, files }) => ({
      version,
      provider: 'conda',
      package: name,
      platforms: files.flatMap((file) => file.platforms).filter((platform) => platforms.includes(platform)),
    }));
}

// Where the two worlds call the same thing by different names.
const NAMES: Readonly<Record<string, string>> = {
  'dask-core': 'dask',
  'matplotlib-base': 'matplotlib',
  'msgpack-python': 'msgpack',
  'py-opencv': 'opencv-python',
  'py-xgboost': 'xgboost',
  'python-build': 'build',
  'python-flatbuffers': 'flatbuffers',
  'python-graphviz': 'graphviz',
  'python-kubernetes': 'kubernetes',
  'python-tzdata': 'tzdata',
  'python-xxhash': 'xxhash',
  pytables: 'tables',
  pytorch: 'torch',
};

/** The packages that Python itself sees, as PyPI calls them. Pure. */
export function pythonPackages(byPlatform: ReadonlyMap<Platform, readonly Candidate[]>): readonly PresentPackage[] {
  return [...byPlatform].flatMap(([platform, solved]) =>
    solved.filter(isOfPython).map(({ record: { name, version } }) => ({ name: NAMES[name] ?? name, version, platforms: [platform] })),
  );
}

function isOfPython({ record: { name, noarch, depends } }: Candidate): boolean {
  return name !== 'python' && (noarch === 'python' || depends.some((dependency) => nameOfDependency(dependency) === 'python'));
}
