import type { DeployTarget, Json, TaskNode } from '@frazil/core';
import type { StepFunctionsOptions } from '../options.ts';

/** All that the definitions of a flow's jobs are made of, beside the steps. */
export interface DefinitionInput {
  readonly file: string;
  readonly flow: string;
  /** The state machine's name. */
  readonly name: string;
  readonly target: DeployTarget;
  readonly options: StepFunctionsOptions;
}

/** The folder that the init container fills, and the one that containers may write to: nothing else of them can be written. */
export const VOLUMES = { frazil: '/frazil', tmp: '/tmp' } as const;

/** The seconds that making the environment may take, on top of the step's own limit. */
export const HYDRATE_SECONDS = 900;

/** A variable as the definitions of Batch and of ECS have it. */
export type Variable = { readonly name: string; readonly value: string };

/** The variables of a container that are the same for all tasks of the definition. Ours come last: they can't be set by others. */
export function variablesOf({ target }: DefinitionInput, own: Readonly<Record<string, string>>): readonly Variable[] {
  const ours = { FRAZIL_ENGINE: 'sfn', FRAZIL_MANIFEST: target.manifest, FRAZIL_STORE: target.store };
  const all = { ...target.variables, ...own, ...ours };
  return Object.entries(all)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
}

/** Folders of the machine that steps see: `@batch(host_volumes=[...])`. */
export function hostVolumesOf({ batch }: TaskNode): readonly { readonly name: string; readonly path: string }[] {
  return (batch?.hostVolumes ?? []).map((path, index) => ({ name: `host-${index}`, path }));
}

/** Where a container's output goes, when it is said. */
export function logConfigurationOf({ options, flow }: DefinitionInput, task: TaskNode | undefined): Json | undefined {
  const { logDriver, logOptions = {} } = task?.batch ?? {};
  if (logDriver !== undefined) return { logDriver, options: logOptions };
  if (options.logGroup === undefined) return undefined;
  const region = options.region === undefined ? {} : { 'awslogs-region': options.region };
  return { logDriver: 'awslogs', options: { 'awslogs-group': options.logGroup, ...region, 'awslogs-stream-prefix': flow, ...logOptions } };
}

/** The tags of whatever is made for a flow. */
export function tagsOf({ target, flow }: Pick<DefinitionInput, 'target' | 'flow'>): Readonly<Record<string, string>> {
  const sorted = Object.entries(target.labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...Object.fromEntries(sorted), 'frazil-flow': flow };
}
