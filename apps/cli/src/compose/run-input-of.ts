import { join, resolve } from 'node:path';
import type { Digest, Flow, Plan, Store } from '@frazil/core';
import type { PreparedFlow } from '@frazil/environments';
import type { StepPython } from '@frazil/runtime';
import type { Invocation } from '../arguments/invocation.ts';
import type { Settings } from '../settings/settings.ts';
import { secretsProviders } from './secrets-providers.ts';
import { usernameOf } from './username.ts';

/** The frozen environments of the steps that have one. Pure. */
export function environmentIds(prepared: PreparedFlow | undefined): ReadonlyMap<string, Digest> {
  const entries = [...(prepared?.environments ?? [])].flatMap(([step, environment]) =>
    environment === undefined ? [] : [[step, environment.id] as const],
  );
  return new Map(entries);
}

/** What each step runs in: its hydrated environment, or the Python of this machine. */
export async function stepPythons(
  flow: Flow,
  prepared: PreparedFlow | undefined,
  { settings }: Invocation,
): Promise<(step: string) => StepPython> {
  const [{ findHostPython }, { certificateVariables }] = await Promise.all([
    import('@frazil/frontend-python'),
    import('@frazil/interpreters'),
  ]);
  const isLocal = flow.steps.some(({ name }) => prepared?.environments.get(name) === undefined);
  const host = isLocal ? await findHostPython(settings.variables) : '';
  const variables = certificateVariables(settings.variables);
  return (step) => {
    const environment = prepared?.environments.get(step);
    const hydrated = environment && prepared?.hydrated.get(environment.id);
    if (environment === undefined || hydrated === undefined) return { python: host, variables: {} };
    return { python: hydrated.python, environment: environment.id, variables };
  };
}

/** What runs here have in common: who starts tasks, where files are, what tags say. */
export async function runInputOf(plan: Plan, store: Store, { flowFile, parameters, settings, killSignal }: Invocation) {
  const [{ createForkingLauncher, createProcessLauncher }, { sdkDirectory }] = await Promise.all([
    import('@frazil/launcher-process'),
    import('@frazil/python-sdk'),
  ]);
  const username = usernameOf(settings.variables);
  const sdk = sdkDirectory();
  return {
    plan,
    store,
    launcher: process.platform === 'linux' ? createForkingLauncher(join(sdk, 'frazil', '_fork_server.py')) : createProcessLauncher(),
    file: resolve(flowFile),
    sdk,
    scratch: join(settings.cache, 'scratch'),
    variables: { ...settings.variables, ...clientVariables(settings) },
    parameters,
    secretsProviders: await secretsProviders(settings),
    username,
    systemTags: ['runtime:local', `user:${username}`, `date:${new Date().toISOString().slice(0, 10)}`, ...projectTags(plan)],
    killSignal,
  };
}

function projectTags({ project }: Plan): readonly string[] {
  return project?.branch === undefined ? [] : [`project:${project.name}`, `project_branch:${project.branch}`];
}

// A step may use the client: it finds this command, and the store of the run.
function clientVariables({ store }: Settings): Readonly<Record<string, string>> {
  const [, command = ''] = process.argv;
  return { FRAZIL_CLI: command, FRAZIL_NODE: process.execPath, FRAZIL_STORE: store };
}
