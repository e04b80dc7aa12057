import { type Digest, type Flow, type Plan, planFlow, type RemoteLauncher, type Store, withProject } from '@frazil/core';
import type { PreparedFlow } from '@frazil/environments';
import type { StepPython } from '@frazil/runtime';
import type { Invocation } from '../arguments/invocation.ts';
import { type BranchOptions, projectOf } from '../deploy/project-of.ts';
import { frozenJson } from '../terminal/frozen-json.ts';
import { createReporter } from '../terminal/reporter.ts';
import { prepareEnvironments } from './environments.ts';
import type { HostPython } from './host-python.ts';

/** What a run stands on: where its tasks are, and what they run in. */
export interface RunGround {
  readonly plan: Plan;
  readonly stepPython: (step: string) => StepPython;
  /** The environments that this machine has now. */
  readonly prepared?: PreparedFlow | undefined;
  /** Runs the tasks in another place. */
  readonly remote?: RemoteLauncher;
}

/** Freezes and hydrates the environments of a flow, to run it on this machine. */
export async function groundHere(flow: Flow, store: Store, invocation: Invocation, branch: BranchOptions): Promise<RunGround> {
  const { flowFile, settings, terminal, signal } = invocation;
  const context = { reporter: createReporter(terminal), signal };
  const prepared = await prepareEnvironments({ flowFile, flow, settings, store }, context);
  terminal.clear();
  if (terminal.isJson) terminal.json(frozenJson(prepared));
  const planned = planFlow(flow, { environments: environmentIds(prepared) });
  const plan = withProject(planned, projectOf(planned.project, branch, settings));
  return { plan, prepared, stepPython: await stepPythons(flow, prepared, invocation) };
}

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
  { settings, hostPython }: Invocation,
): Promise<(step: string) => StepPython> {
  const isLocal = flow.steps.some(({ name }) => prepared?.environments.get(name) === undefined);
  const host = isLocal ? await hostPython.find() : '';
  const certificates = prepared === undefined ? {} : (await import('@frazil/interpreters')).certificateVariables(settings.variables);
  const variables = { ...certificates, ...variablesOfModules(hostPython) };
  return (step) => {
    const environment = prepared?.environments.get(step);
    const hydrated = environment && prepared?.hydrated.get(environment.id);
    if (environment === undefined || hydrated === undefined) return { python: host, variables: {} };
    return { python: hydrated.python, environment: environment.id, variables };
  };
}

/** Modules of this machine that the flow's decorators are from: a frozen environment doesn't have them. */
function variablesOfModules({ additions: { modules } }: HostPython): Readonly<Record<string, string>> {
  if (modules.length === 0) return {};
  return { FRAZIL_MODULES: JSON.stringify(Object.fromEntries(modules.map(({ name, path }) => [name, path]))) };
}
