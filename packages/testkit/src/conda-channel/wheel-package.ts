import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesBelow } from './files-below.ts';
import type { PackageToMake } from './make-package.ts';

/** A package of PyPI to make a conda package of. */
export interface WheelWish {
  /** `numpy==1.26.4`. */
  readonly requirement: string;
  /** A Python with pip, of the minor version that the package is for. */
  readonly python: string;
  readonly minor: string;
  /** Whether it is for every platform. */
  readonly isPure: boolean;
  readonly entryPoints?: readonly string[];
}

/** A real wheel as a conda package, as conda-build would lay it out. Network. */
export async function wheelPackage({ requirement, python, minor, isPure, entryPoints }: WheelWish): Promise<PackageToMake> {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-wheel-'));
  try {
    const options = ['-q', '--no-deps', '--only-binary', ':all:', '--root-user-action=ignore', '--disable-pip-version-check', '--target'];
    // Conda packages for one platform come compiled, those for all don't.
    execFileSync(python, ['-m', 'pip', 'install', ...options, folder, ...(isPure ? ['--no-compile'] : []), requirement]);
    await rm(join(folder, 'bin'), { recursive: true, force: true });
    const files = Object.entries(await filesBelow(folder)).filter(
      ([path]) => !/\.dist-info\/(RECORD|REQUESTED|direct_url\.json)$/.test(path),
    );
    const root = isPure ? 'site-packages' : `lib/python${minor}/site-packages`;
    const [name = '', version = ''] = requirement.split('==');
    const [, next = 0] = minor.split('.').map(Number);
    return {
      name,
      version,
      build: isPure ? 'pyhd8ed1ab_0' : `py${minor.replace('.', '')}h0_0`,
      ...(isPure && { subdir: 'noarch' }),
      depends: [isPure ? 'python >=3.8' : `python >=${minor},<3.${next + 1}.0a0`],
      files: Object.fromEntries(files.map(([path, file]) => [`${root}/${path}`, file])),
      ...(entryPoints && { entryPoints }),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
