import type { Context, EnvironmentLayer, LockedFile, LockedPackage } from '@frazil/core';
import { filesFor } from './files-for.ts';
import { frozenEnvironment } from './frozen-environment.ts';
import { interpreterLayer, lockedInterpreter } from './interpreter-layer.ts';
import type { SnapshotInput } from './snapshot-input.ts';
import type { SnapshotPlugins } from './snapshot-plugins.ts';

/** Makes the layer of one package for the host. */
export type MakeLayer = (locked: LockedPackage, file: LockedFile) => Promise<EnvironmentLayer>;

/**
 * A Python of the host's locked version that runs on this machine, to compile with. The interpreter's layer takes longer to make than
 * most packages: what it is made of does as well, when it can run here. One that is a package is hydrated with what it needs.
 */
export async function compilingPython(
  { locked, host }: SnapshotInput,
  plugins: SnapshotPlugins,
  { make, context }: { readonly make: MakeLayer; readonly context: Context },
): Promise<string> {
  const interpreter = lockedInterpreter(locked, host);
  const found = await plugins.interpreters.compiler(interpreter, context);
  if (found !== undefined) return found;
  const layers =
    interpreter.package === undefined
      ? [await interpreterLayer(interpreter, host, plugins, context)]
      : await Promise.all(neededBy(interpreter.package, { locked, host }, plugins).map(([each, file]) => make(each, file)));
  return (await plugins.hydrate(frozenEnvironment(host, layers), context)).python;
}

/** A package and all that it needs, but what takes a Python to be made; the package first. */
function neededBy(
  name: string,
  { locked, host }: Pick<SnapshotInput, 'locked' | 'host'>,
  { ecosystem }: SnapshotPlugins,
): readonly (readonly [LockedPackage, LockedFile])[] {
  const there = filesFor(locked, host).filter(([, file]) => !ecosystem.compiles(file));
  const needed = new Set([name]);
  for (let size = 0; size < needed.size; ) {
    size = needed.size;
    for (const [each] of there) if (each.why.some((dependent) => needed.has(dependent))) needed.add(each.name);
  }
  const isFirst = (each: LockedPackage) => Number(each.name === name);
  return there.filter(([each]) => needed.has(each.name)).sort(([a], [b]) => isFirst(b) - isFirst(a));
}
