import { canonicalJson, type LockedFile } from '@frazil/core';
import type { InstalledFile, InstalledTree } from './installed-tree.ts';
import type { PackageInfo } from './package-info.ts';

/** Where conda looks for the record of an installed package. Pure. */
export function recordPath({ name, version, build }: PackageInfo['index']): string {
  return `conda-meta/${name}-${version}-${build}.json`;
}

/** Conda's record of an installed package: what it says of itself, and its files. Names no place that it is from or in. Pure. */
export function installedRecord({ index }: PackageInfo, { files, links }: InstalledTree, { file, sha256 }: LockedFile): Buffer {
  const paths = [...[...files].map(pathOfFile), ...[...links.keys()].map((path) => ({ _path: path, path_type: 'softlink' }))];
  const sorted = paths.sort((a, b) => (a._path < b._path ? -1 : 1));
  const record = {
    ...JSON.parse(JSON.stringify(index)),
    fn: file,
    sha256,
    files: sorted.map(({ _path }) => _path),
    paths_data: { paths: sorted, paths_version: 1 },
  };
  return Buffer.from(`${canonicalJson(record)}\n`);
}

function pathOfFile([path, { kind, sha256, size, placeholder }]: readonly [string, InstalledFile]) {
  return {
    _path: path,
    path_type: kind,
    sha256,
    size_in_bytes: size,
    ...(placeholder && { prefix_placeholder: placeholder.prefix, file_mode: placeholder.mode }),
  };
}
