import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { airflow, type DagTest, type JournaledPod, startPods } from '@frazil/engine-kit';
import { SHAPE_EXAMPLES } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EngineScene, startEngineScene } from '../testing/engine-scene.ts';

let scene: EngineScene;
beforeAll(async () => {
  scene = await startEngineScene();
});
afterAll(() => scene.stop());

interface Run extends DagTest {
  readonly pods: readonly JournaledPod[];
}

/** Deploys a flow, and runs its DAG with pods that reach the bucket and nothing else. */
async function runOnAirflow(version: '2.11' | '3.3', flow: string, conf: unknown): Promise<Run> {
  const { command, bucket, workerFolder, credentials } = scene;
  const dag = `dags/${version}/${basename(flow)}`;
  const path = `--env PATH=${workerFolder}:/usr/bin:/bin`;
  expect(await scene.run(`${flow} airflow create ${dag} --secret bucket ${path}`)).toMatchObject({ exitCode: 0 });
  const pods = await startPods({ secrets: { bucket: credentials }, reach: [bucket.endpoint] });
  try {
    const dagFile = join(command.folder, dag);
    const [, dagId = ''] = /dag_id="(\w+)"/.exec(await readFile(dagFile, 'utf8')) ?? [];
    const engine = await airflow(version);
    return { ...(await engine.testDag({ dagFile, dagId, conf, kubeconfig: pods.kubeconfig })), pods: pods.journal() };
  } finally {
    await pods.stop();
  }
}

/** Loops are refused. A gang can't meet: `airflow dags test` runs one task at a time. */
const RUNS = SHAPE_EXAMPLES.filter(
  ({ file, parameters }) => !/\/(loops|everything)\.py$/.test(file) && (!file.endsWith('/gang.py') || parameters.meets === 'no'),
).map((example, index) => [index % 2 === 0 ? '2.11' : '3.3', basename(example.file), example] as const);

test.each(RUNS)(
  'Airflow %s: %s ends as it does here, without a way to a registry',
  { timeout: 300_000 },
  async (version, name, example) => {
    const run = await runOnAirflow(version, `shapes/${name}`, example.parameters);
    expect(run.exitCode, run.log).toBe(0);
    expect((await scene.run(`shapes/${name} logs end --stdout`)).stdout).toBe(`${example.prints}\n`);
  },
);

test('a loop is refused', async () => {
  const refused = await scene.run('shapes/loops.py airflow create dags/loops.py');
  expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/loops\.py:\d+: The flow goes back to the step/) });
});

test('a step that fails once is tried again, and knows it', { timeout: 300_000 }, async () => {
  await scene.command.write('retry.py', RETRY);
  const run = await runOnAirflow('3.3', 'retry.py', { goal: 2 });
  expect(run.exitCode, run.log).toBe(0);
  expect((await scene.run('retry.py logs end --stdout')).stdout).toBe('attempt 1 of 2\n');
});

const RETRY = `from metaflow import FlowSpec, Parameter, current, retry, step


class RetryFlow(FlowSpec):
    goal = Parameter("goal", default=1, type=int)

    @retry(times=2, minutes_between_retries=0)
    @step
    def start(self):
        if current.retry_count == 0:
            raise ValueError("the first attempt")
        self.attempt = current.retry_count
        self.next(self.end)

    @step
    def end(self):
        print("attempt", self.attempt, "of", self.goal)


if __name__ == "__main__":
    RetryFlow()
`;
