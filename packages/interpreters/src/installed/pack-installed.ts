import type { Context, LayerReference, LockedInterpreter, Platform } from '@frazil/core';
import type { Sources } from '../choose/sources.ts';
import { glibcFloor } from '../elf/glibc-floor.ts';
import { errors } from '../errors.ts';
import { packInterpreter } from '../pack/pack-interpreter.ts';
import { installedAs } from './installed-as.ts';
import { installedTree } from './installed-tree.ts';

/** Makes the layer of an interpreter that is installed on this machine. Another build of that version is taken with a warning. */
export async function packInstalled(
  locked: LockedInterpreter,
  platform: Platform,
  { output, sources }: { readonly output: string; readonly sources: Sources },
  context: Context,
): Promise<LayerReference> {
  const { version, build } = locked;
  const python = platform === sources.host ? await installedAs(locked, sources, context) : undefined;
  if (python === undefined) {
    const reason = platform === sources.host ? 'It is not installed on this machine.' : 'It was installed on the machine that locked it.';
    throw errors.create('interpreters.not-had', { version, platform, reason });
  }
  if (python.build !== build) {
    const message = `The lock names another build of CPython ${version} than the one installed here (${python.executable}), which is used.`;
    context.reporter.report({ kind: 'note', level: 'warning', message });
  }
  const tree = await installedTree(python, context);
  const glibc = glibcFloor(tree.symbolVersions);
  const facts = { version, provider: 'installed', platform, ...(glibc !== undefined && { glibc }) };
  return await packInterpreter({ entries: tree.entries, facts, compiler: python.executable, output }, context);
}
