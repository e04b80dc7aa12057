import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { type Network, type OnTask, runStateMachine, type StepFunctions, startNetwork, startStepFunctions } from '@frazil/engine-kit';
import { SHAPE_EXAMPLES } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { type EngineScene, startEngineScene } from '../testing/engine-scene.ts';

let scene: EngineScene;
let engine: StepFunctions;
/** Where jobs run: it has a way to the bucket, and none to a registry. */
let network: Network;
beforeAll(async () => {
  scene = await startEngineScene();
  network = await startNetwork([scene.bucket.endpoint], join(scene.workerFolder, 'network'));
  engine = await startStepFunctions({ s3: scene.bucket });
});
afterAll(async () => {
  await engine?.stop();
  await network?.stop();
  await scene?.stop();
});

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
function batch(definitions: unknown): OnTask {
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
        await runContainer(command, { ...variables, ...scene.credentials, FRAZIL_VOLUME: volume });
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

async function runContainer([program = '', ...words]: readonly string[], variables: Readonly<Record<string, string>>): Promise<void> {
  const path = program.replace('/frazil/worker', join(scene.workerFolder, 'frazil-worker'));
  const env = { PATH: `${scene.workerFolder}:/usr/bin:/bin`, ...variables };
  await promisify(execFile)('nsenter', [`--net=/proc/${network.id}/ns/net`, path, ...words], { env });
}

test.each(SHAPE_EXAMPLES.map((example) => [basename(example.file), example] as const))(
  'Step Functions: %s ends as it does here, without a way to a registry',
  { timeout: 300_000 },
  async (name, { parameters, prints }) => {
    const out = `sfn/${name}`;
    expect(await scene.run(`shapes/${name} step-functions create --output ${out} ${ROLES}`)).toMatchObject({ exitCode: 0 });
    const read = async (file: string) => JSON.parse(await scene.command.read(join(out, file)));
    const onTask = batch(await read('job-definitions.json'));
    const definition = await read('state-machine.json');
    const result = await runStateMachine({ endpoint: engine.endpoint, definition, input: parameters, onTask });
    expect(result, result.cause).toMatchObject({ status: 'SUCCEEDED' });
    expect((await scene.run(`shapes/${name} logs end --stdout`)).stdout).toBe(`${prints}\n`);
  },
);
