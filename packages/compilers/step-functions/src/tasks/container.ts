import { containerVariables, type DeployTarget, type Json, type TaskNode } from '@frazil/core';
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
export function variablesOf({ target }: DefinitionInput, task: TaskNode | undefined): readonly Variable[] {
  const own = task === undefined ? {} : containerVariables(task);
  const ours = { FRAZIL_ENGINE: 'sfn', FRAZIL_MANIFEST: target.manifest, FRAZIL_STORE: target.store };
  const all = { ...target.variables, ...own, ...ours };
  return Object.entries(all)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
}

/** A volume as the definitions of Batch and of ECS have it, and where the step finds it. */
export interface StepVolume {
  readonly volume: Readonly<Record<string, Json>> & { readonly name: string };
  readonly path: string;
}

/** Folders of the machine, and file systems of EFS: `@batch(host_volumes=[...], efs_volumes=[...])`. */
export function stepVolumesOf(task: TaskNode | undefined): readonly StepVolume[] {
  const { hostVolumes = [], efsVolumes = [] } = task?.batch ?? {};
  return [
    ...hostVolumes.map(({ source, path }, index) => ({ volume: { name: `host-${index}`, host: { sourcePath: source } }, path })),
    ...efsVolumes.map(({ source, path }, index) => ({
      volume: { name: `efs-${index}`, efsVolumeConfiguration: { fileSystemId: source, transitEncryption: 'ENABLED' } },
      path,
    })),
  ];
}

/** Where a container finds its volumes: those of all, and those of its step. */
export function mountPointsOf(task: TaskNode | undefined): readonly Json[] {
  const common = Object.entries(VOLUMES).map(([sourceVolume, containerPath]) => ({ sourceVolume, containerPath }));
  const own = stepVolumesOf(task).map(({ volume, path }) => ({ sourceVolume: volume.name, containerPath: path }));
  return [...common, ...own].map((mount) => ({ ...mount, readOnly: false }));
}

/** Where a container's output goes, when it is said. */
export function logConfigurationOf({ options, flow }: DefinitionInput, task: TaskNode | undefined): Json | undefined {
  const { logDriver, logOptions = {} } = task?.batch ?? {};
  if (logDriver !== undefined) return { logDriver, options: logOptions };
  if (options.logGroup === undefined) return undefined;
  const region = options.region === undefined ? {} : { 'awslogs-region': options.region };
  return { logDriver: 'awslogs', options: { 'awslogs-group': options.logGroup, ...region, 'awslogs-stream-prefix': flow, ...logOptions } };
}

/** The tags of whatever is made for a flow, with those of `@batch(aws_batch_tags=...)`. */
export function tagsOf({ target, flow }: Pick<DefinitionInput, 'target' | 'flow'>, task?: TaskNode): Readonly<Record<string, string>> {
  const sorted = Object.entries({ ...target.labels, ...task?.batch?.tags }).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...Object.fromEntries(sorted), 'frazil-flow': flow };
}
