import { type Context, FrozenEnvironment, keys, platformOf, type Store } from '@frazil/core';
import type { StepPython, TaskRecord } from '@frazil/runtime';
import { cliErrors } from '../errors.ts';
import { ensureHome } from '../settings/ensure-home.ts';
import type { Settings } from '../settings/settings.ts';
import type { HostPython } from './host-python.ts';

/** Where a task is looked at. */
export interface PlaceOfTask {
  readonly store: Store;
  readonly settings: Settings;
  readonly hostPython: HostPython;
}

/** A Python with the packages that a task ran with: its frozen environment, hydrated again if need be, or the machine's own. */
export async function pythonOfTask(
  { environment: id, step, run }: Pick<TaskRecord, 'environment' | 'step' | 'run'>,
  { store, settings, hostPython }: PlaceOfTask,
  context: Context,
): Promise<StepPython> {
  if (id === undefined) {
    return { python: await hostPython.find(), variables: {} };
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
    const { python } = await hydrate(environment, { store, cacheDirectory: settings.cache }, context);
    return { python, environment: id, variables: {} };
  } catch (error) {
    throw unwritable ?? error;
  }
}
