import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type OnTask, runStateMachine, type StateMachineResult, startNetwork, startStepFunctions } from '@frazil/engine-kit';
import * as z from 'zod/mini';
import { type EngineScene, startEngineScene } from './engine-scene.ts';

/** A flow that is deployed and run once. */
export interface StateMachineOfFlow {
  /** The flow's file, in the command's folder or absolute. */
  readonly flow: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Words of `step-functions create`. */
  readonly words?: string;
}

/** The built command and worker, a bucket, and a Step Functions engine whose jobs are done here. */
export interface StepFunctionsScene extends EngineScene {
  /** Deploys a flow and runs it once, as the execution `name`. Jobs have a way to the bucket, and none to a registry. */
  runOnce(run: StateMachineOfFlow, name?: string): Promise<StateMachineResult>;
}

/** Starts the engine and what is around it. */
export async function startStepFunctionsScene(): Promise<StepFunctionsScene> {
  const scene = await startEngineScene();
  const network = await startNetwork([scene.bucket.endpoint], join(scene.workerFolder, 'network'));
  const engine = await startStepFunctions({ s3: scene.bucket });
  const runContainer: RunContainer = async ([program = '', ...words], variables) => {
    const path = program.replace('/frazil/worker', join(scene.workerFolder, 'frazil-worker'));
    const env = { PATH: `${scene.workerFolder}:/usr/bin:/bin`, ...variables, ...scene.credentials };
    await promisify(execFile)('nsenter', [`--net=/proc/${network.id}/ns/net`, path, ...words], { env });
  };
  return {
    ...scene,
    runOnce: async ({ flow, parameters, words = '' }, name) => {
      const out = await mkdtemp(join(scene.command.folder, 'state-machine-'));
      const created = await scene.run(`${flow} step-functions create --output ${out} ${ROLES} ${words}`);
      if (created.exitCode !== 0) throw new Error(`${flow} is not deployed: ${created.stderr}`);
      const read = async (file: string) => JSON.parse(await readFile(join(out, file), 'utf8'));
      const onTask = batch(await read('job-definitions.json'), runContainer);
      const machine = { endpoint: engine.endpoint, definition: await read('state-machine.json'), input: parameters, onTask };
      return await runStateMachine(name === undefined ? machine : { ...machine, name });
    },
    stop: async () => {
      await engine.stop();
      await network.stop();
      await scene.stop();
    },
  };
}

/** Runs a container's command with variables. */
type RunContainer = (command: readonly string[], variables: Readonly<Record<string, string>>) => Promise<void>;

const Pairs = z.array(z.object({ name: z.string(), value: z.string() }));
const Container = z.object({ name: z.string(), command: z.array(z.string()), environment: Pairs });
const Definitions = z.array(
  z.object({
    jobDefinitionName: z.string(),
    ecsProperties: z.object({ taskProperties: z.array(z.object({ containers: z.array(Container) })) }),
  }),
);

// Volumes are memory where that can be had: each task has one, with a Python in it.
const VOLUMES = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const ROLES = '--job-role arn:aws:iam::123456789012:role/job --queue science';

/** Does what Batch does with a job: runs its containers one after the other, as its definition and the state say. */
function batch(definitions: unknown, runContainer: RunContainer): OnTask {
  const known = new Map(Definitions.parse(definitions).map((each) => [each.jobDefinitionName, each]));
  return async ({ parameters }) => {
    const { JobDefinition, EcsPropertiesOverride } = Job.parse(parameters);
    const [task] = known.get(JobDefinition)?.ecsProperties.taskProperties ?? [];
    const volume = await mkdtemp(join(VOLUMES, 'frazil-volume-'));
    try {
      for (const { name, command, environment } of task?.containers ?? []) {
        const own = EcsPropertiesOverride.TaskProperties[0]?.Containers.find(({ Name }) => Name === name)?.Environment ?? [];
        const variables = Object.fromEntries([
          ...environment.map((pair) => [pair.name, pair.value] as const),
          ...own.map((pair) => [pair.Name, pair.Value] as const),
        ]);
        await runContainer(command, { ...variables, FRAZIL_VOLUME: volume });
      }
    } finally {
      await rm(volume, { recursive: true });
    }
    return { Status: 'SUCCEEDED' };
  };
}

const Job = z.object({
  JobDefinition: z.string(),
  EcsPropertiesOverride: z.object({
    TaskProperties: z.array(
      z.object({
        Containers: z.array(z.object({ Name: z.string(), Environment: z.array(z.object({ Name: z.string(), Value: z.string() })) })),
      }),
    ),
  }),
});
