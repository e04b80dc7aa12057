import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BucketScene, startBucketScene } from '../testing/bucket-scene.ts';
import { bringTutorials } from '../testing/tutorials.ts';

const ROLES = {
  FRAZIL_BATCH_QUEUE: 'science',
  FRAZIL_SFN_ROLE: 'arn:aws:iam::123456789012:role/frazil-state-machine',
  FRAZIL_JOB_ROLE: 'arn:aws:iam::123456789012:role/frazil-step',
  FRAZIL_SCHEDULER_ROLE: 'arn:aws:iam::123456789012:role/frazil-schedule',
};

let scene: BucketScene;
beforeAll(async () => {
  scene = await startBucketScene({ variables: ROLES });
  await bringTutorials(scene.command);
});
afterAll(() => scene.stop());

// Its packages come from the registry.
test('04-playlist-plus: packages for all steps, and one more for one step', { timeout: 600_000 }, async () => {
  const flow = 'tutorials/04-playlist-plus/playlist.py';
  const { exitCode, stderr } = await scene.run(`${flow} --environment=pypi run`);
  expect(exitCode, stderr).toBe(0);
  expect((await scene.run(`${flow} logs end --stdout`)).stdout.split('\n')).toEqual([
    ...['1. Velvet Kitchen', '2. Last Glacier', '3. Silent Orchard', '4. Paper Engine', '5. Paper Winter'],
    "And, for 'Silver Lightness': Silent Lighthouse (Drama|Sci-Fi)",
    '',
  ]);
  const lock = await scene.command.read(`${flow}.lock`);
  expect(lock).toMatch(/name: rapidfuzz\n/);
  expect(await scene.run(`${flow} argo-workflows create --only-json --frozen`)).toMatchObject({ exitCode: 0 });
  expect(await scene.run(`${flow} airflow create --frozen`)).toMatchObject({ exitCode: 0 });
  expect(await scene.command.read(`${flow}.lock`)).toBe(lock);
});

test.each([
  ['00-helloworld/helloworld.py', /"hello":/],
  ['01-playlist/playlist.py', /"Parallel"/],
  ['02-statistics/stats.py', /"DISTRIBUTED"/],
  ['03-playlist-redux/playlist.py', /PlayListFlow/],
  ['05-hello-cloud/hello_cloud.py', 'sfn.kubernetes-unsupported'],
  ['09-guess/guess.py', /"Choice"/],
  ['10-configuration/train.py', /TrainFlow-train/],
  ['11-mutators/ruled.py', /RuledFlow-order/],
  ['12-live-cards/walk.py', /WalkFlow-start/],
  ['13-projects/measure.py', /MeasureFlow/],
  ['13-projects/report.py', 'sfn.trigger-unsupported'],
  ['14-packages/weather_flow.py', /"predict":/],
  ['15-failures/failures.py', /FailuresFlow-work/],
  ['04-playlist-plus/playlist.py', /"Parallel"/],
] as const)('%s is a state machine, or refused', { timeout: 120_000 }, async (flow, wanted) => {
  const isRefused = typeof wanted === 'string';
  const line = `tutorials/${flow} step-functions create --only-json${isRefused ? ' --json' : ''}`;
  const { exitCode, stdout, stderr } = await scene.run(line);
  expect(exitCode, stderr).toBe(isRefused ? 1 : 0);
  expect(stdout).toMatch(isRefused ? `"code":"${wanted}"` : wanted);
});
