import { type Context, FrozenEnvironment, keys, platformOf, type Store } from '@frazil/core';
import { findHostPython } from '@frazil/frontend-python';
import type { TaskRecord } from '@frazil/runtime';
import { cliErrors } from '../errors.ts';
import { ensureHome } from '../settings/ensure-home.ts';
import type { Settings } from '../settings/settings.ts';

/** A Python with the packages that a task ran with: its frozen environment, hydrated again if need be, or the machine's own. */
export async function pythonOfTask(
  { environment: id, step, run }: TaskRecord,
  { store, settings }: { readonly store: Store; readonly settings: Settings },
  context: Context,
): Promise<string> {
  if (id === undefined) {
    return findHostPython(settings.variables);
  }
  const bytes = await store.get(keys.environment(id));
  const environment = bytes && FrozenEnvironment.parse(JSON.parse(new TextDecoder().decode(bytes)));
  if (environment === undefined || environment.platform !== platformOf(process)) {
    const reason = `the environment it ran in, ${id}, is not one of this machine.`;
    throw cliErrors.create('cli.values-unreadable', { pathspec: `${run}/${step}`, reason });
  }
  // A home that can only be read will do when the environment is there.
  const unwritable = await ensureHome(settings).catch((error: unknown) => error);
  const { hydrate } = await import('@frazil/environments');
  try {
    return (await hydrate(environment, { store, cacheDirectory: settings.cache }, context)).python;
  } catch (error) {
    throw unwritable ?? error;
  }
}
