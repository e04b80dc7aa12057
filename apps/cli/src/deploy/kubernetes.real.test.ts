import { basename } from 'node:path';
import { type JournaledPod, startPods } from '@frazil/engine-kit';
import { SHAPE_EXAMPLES } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EngineScene, startEngineScene } from '../testing/engine-scene.ts';

let scene: EngineScene;
let pods: Awaited<ReturnType<typeof startPods>>;
beforeAll(async () => {
  scene = await startEngineScene();
  const { credentials, bucket, workerFolder } = scene;
  pods = await startPods({ secrets: { bucket: { ...credentials, PATH: `${workerFolder}:/usr/bin:/bin` } }, reach: [bucket.endpoint] });
});
afterAll(async () => {
  await pods.stop();
  await scene.stop();
});

/** Runs a command whose tasks are pods that reach the bucket and nothing else. */
async function runInPods(line: string) {
  const before = pods.journal().length;
  const outcome = await scene.run(line, { KUBECONFIG: pods.kubeconfig, FRAZIL_KUBERNETES_SECRETS: 'bucket' });
  return { ...outcome, pods: pods.journal().slice(before) };
}

const RUNS = SHAPE_EXAMPLES.map((example) => [basename(example.file), example] as const);

test.each(RUNS)('%s ends as it does here', { timeout: 300_000 }, async (name, { parameters, prints }) => {
  const words = Object.entries(parameters).map(([key, value]) => `--${key} ${value}`);
  const run = await runInPods(`shapes/${name} --with kubernetes run ${words.join(' ')}`);
  expect(run, run.stderr).toMatchObject({ exitCode: 0 });
  expect((await scene.run(`shapes/${name} logs end --stdout`)).stdout).toBe(`${prints}\n`);
  expect(run.pods.length).toBeGreaterThan(1);
});
