import { join, resolve } from 'node:path';
import type { Plan, Store } from '@frazil/core';
import { sdkDirectory } from '@frazil/python-sdk';
import { withFilesEmbedded } from '../arguments/included-files.ts';
import type { Invocation } from '../arguments/invocation.ts';
import type { Settings } from '../settings/settings.ts';
import type { RunGround } from './run-ground.ts';
import { secretsProviders } from './secrets-providers.ts';
import { usernameOf } from './username.ts';

/** What runs here have in common: who starts tasks, where files are, what tags say. */
export async function runInputOf({ plan, stepPython, remote }: RunGround, store: Store, invocation: Invocation) {
  const { flowFile, parameters, settings, killSignal } = invocation;
  const { createForkingLauncher, createProcessLauncher } = await import('@frazil/launcher-process');
  const username = usernameOf(settings.variables);
  const sdk = sdkDirectory();
  return {
    plan,
    store,
    stepPython,
    ...(remote && { remote }),
    launcher: process.platform === 'linux' ? createForkingLauncher(join(sdk, 'frazil', '_fork_server.py')) : createProcessLauncher(),
    file: resolve(flowFile),
    sdk,
    scratch: join(settings.cache, 'scratch'),
    variables: { ...settings.variables, ...clientVariables(settings) },
    // In another place, files are not where they are here.
    parameters: remote ? await withFilesEmbedded(plan, parameters) : parameters,
    secretsProviders: await secretsProviders(settings),
    username,
    systemTags: [
      `runtime:${remote?.name ?? 'dev'}`,
      `user:${username}`,
      `date:${new Date().toISOString().slice(0, 10)}`,
      ...projectTags(plan),
    ],
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
