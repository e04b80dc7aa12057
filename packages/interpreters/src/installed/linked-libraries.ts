import { basename } from 'node:path';
import type { Context } from '@frazil/core';
import { runProgram } from '../run-program.ts';
import type { InstalledPython } from './probe-python.ts';

/**
 * Which file each library is that a Python and its modules ask for, as the loader of this machine finds them: name to path,
 * without those that are missing. The loader only lists; nothing of the Python runs.
 */
export async function linkedLibraries(
  python: InstalledPython,
  modules: readonly string[],
  context: Context,
): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await runProgram({
    path: python.executable,
    arguments: [],
    // Relative names, for the folder's own may have spaces, which separate here.
    directory: modulesFolder(python),
    variables: { ...process.env, LD_TRACE_LOADED_OBJECTS: '1', LD_PRELOAD: modules.map((module) => `./${basename(module)}`).join(':') },
    signal: context.signal,
  });
  const lines = stdout.toString().matchAll(/^\t(\S+) => (\/.+) \(0x[0-9a-f]+\)$/gm);
  return new Map([...lines].map(([, name = '', path = '']) => [name, path]));
}

/** The folder of compiled modules of a Python. Pure. */
export function modulesFolder(python: InstalledPython): string {
  return `${python.library}/lib-dynload`;
}

const GLIBC =
  /^(ld-linux.*|ld64|linux-vdso|lib(c|m|mvec|pthread|dl|rt|util|resolv|anl|nss_\w+|BrokenLocale|thread_db))\.so(\.\d+)?$|^libnsl\.so\.1$/;

/** Whether a library is part of glibc, which every machine has its own of. Pure. */
export function isOfGlibc(name: string): boolean {
  return GLIBC.test(name);
}
