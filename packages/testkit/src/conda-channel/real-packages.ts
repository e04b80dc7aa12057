import { filesBelow } from './files-below.ts';
import { type MadePackage, makePackage, type PackageToMake } from './make-package.ts';
import { wheelPackage } from './wheel-package.ts';

/** What stands for the prefix in the packages of the channel: as long as conda makes it. */
const PLACEHOLDER = `/home/conda/${'_placehold'.repeat(24)}`;

const LIBRARY: PackageToMake = {
  name: 'libice',
  version: '2.1',
  build: 'h0_0',
  files: {
    'lib/libice.so.2': {
      content: Buffer.from(`\x7fELF\0${PLACEHOLDER}/share/ice:${PLACEHOLDER}/etc\0after\0${PLACEHOLDER}`),
      placeholder: { prefix: PLACEHOLDER, mode: 'binary' },
    },
    'lib/libice.so': { target: 'libice.so.2' },
    'bin/ice-config': {
      content: `#!${PLACEHOLDER}/bin/python\nprint("${PLACEHOLDER}/lib")\n`,
      isExecutable: true,
      placeholder: { prefix: PLACEHOLDER, mode: 'text' },
    },
    'lib/pkgconfig/ice.pc': { content: `prefix=${PLACEHOLDER}\n`, placeholder: { prefix: PLACEHOLDER, mode: 'text' } },
  },
};

/** What real packages are made of. */
export interface RealParts {
  /** A relocatable CPython, and its exact version. */
  readonly prefix: string;
  readonly version: string;
  /** A Python of that minor on this machine, with pip. */
  readonly program: string;
}

/**
 * Real packages for a small channel: a CPython, a library with placeholders in both formats, pure packages, one with a command, and a
 * compiled one; for linux-aarch64 a Python that nobody runs. Takes a while. Network.
 */
export async function realPackages({ prefix, version, program }: RealParts): Promise<readonly MadePackage[]> {
  const minor = version.split('.').slice(0, 2).join('.');
  const wheel = { python: program, minor };
  const entryPoints = ['normalizer = charset_normalizer:cli.cli_detect'];
  const wishes: readonly PackageToMake[] = [
    { name: 'python', version, build: 'h0_cpython', depends: ['__glibc >=2.17,<3.0.a0', 'libice'], files: await pythonFiles(prefix) },
    LIBRARY,
    { ...LIBRARY, version: '2.0', format: 'tar.bz2' },
    { ...LIBRARY, subdir: 'linux-aarch64' },
    { name: 'python', version, build: 'h0_cpython', subdir: 'linux-aarch64', files: { [`bin/python${minor}`]: '' } },
    await wheelPackage({ ...wheel, requirement: 'charset-normalizer==3.3.2', isPure: true, entryPoints }),
    await wheelPackage({ ...wheel, requirement: 'six==1.16.0', isPure: true }),
    await wheelPackage({ ...wheel, requirement: 'numpy==1.26.4', isPure: false }),
  ];
  return wishes.map(makePackage);
}

/** What is ours alone stays out. */
async function pythonFiles(prefix: string): Promise<NonNullable<PackageToMake['files']>> {
  const files = Object.entries(await filesBelow(prefix));
  return Object.fromEntries(files.filter(([path]) => !/(^|\/)(\.frazil-contents|frazil-interpreter\.json)$/.test(path)));
}
