import type { Context, LockedInterpreter } from '@frazil/core';
import type { Sources } from '../choose/sources.ts';
import { minorOf } from '../version.ts';
import type { InstalledPython } from './probe-python.ts';

/** The Python of this machine that a lock names: of its version, and of its build when there is one. */
export async function installedAs(
  { version, build }: LockedInterpreter,
  sources: Sources,
  context: Context,
): Promise<InstalledPython | undefined> {
  const installed = await sources.installed(minorOf(version), context);
  const same = installed.filter((candidate) => candidate.version === version);
  return same.find((candidate) => candidate.build === build) ?? same[0];
}
