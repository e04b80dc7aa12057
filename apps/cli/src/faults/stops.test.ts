import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type PackageIndex, startPackageIndex } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectDone, expectFault } from './testing/expect-fault.ts';
import { filesBelow, leftovers } from './testing/leftovers.ts';
import { openStage, type Scene, type Stage } from './testing/stage.ts';
import { WHEELS } from './testing/wheels.ts';

let stage: Stage;
let slow: PackageIndex;
let unanswered = /nothing/;

beforeAll(async () => {
  stage = await openStage();
  slow = await startPackageIndex({ wheels: WHEELS, intercept: ({ url = '' }) => unanswered.test(url) });
});
afterAll(() => Promise.all([stage[Symbol.asyncDispose](), slow.close()]));

test('Ctrl-C, once and twice, while packages are resolved and fetched', async () => {
  const scene = await stage.scene('freeze');
  const variables = { UV_DEFAULT_INDEX: slow.url };
  for (const path of [/^\/simple\/tiny/, /tiny.*\.whl$/]) {
    unanswered = path;
    for (const times of [1, 2]) {
      const asked = slow.requests.length;
      const started = scene.start('flow.py run', { variables });
      while (!slow.requests.slice(asked).some((url) => path.test(url))) await setTimeout(10);
      started.interrupt();
      if (times === 2) await setTimeout(20).then(started.interrupt);
      await expectFault(scene, await started.outcome, ['Interrupted'], 130);
      expect(await filesBelow(scene.folder)).toEqual(['flow.py']);
    }
  }
  unanswered = /nothing/;
  await expectDone(scene, await scene.run('flow.py run', { variables }));
});

test.concurrent.each([
  ['layers are made', 'Making layers', 1],
  ['layers are unpacked', 'Hydrating', 2],
  ['imports are checked', 'Checking that', 1],
])('Ctrl-C while %s', async (name, shown, times) => {
  const scene = await stage.scene(name);
  const started = scene.start('flow.py run');
  await started.shows(shown);
  started.interrupt();
  if (times === 2) await setTimeout(5).then(started.interrupt);
  await expectFault(scene, await started.outcome, ['Interrupted'], 130);
  await expectDone(scene, await scene.run('flow.py run'));
});

test('Ctrl-C, once and twice, in a step; what was done is not done again', async () => {
  const scene = await stage.scene('step');
  for (const times of [1, 2]) {
    const started = scene.start('flow.py run', { variables: { WAIT: '1' } });
    await started.shows('at work');
    started.interrupt();
    if (times === 2) await started.shows('Stopping').then(started.interrupt);
    const outcome = await started.outcome;
    expect(outcome.exitCode).toBe(130);
    expect(await leftovers(scene)).toEqual([]);
    expect((await scene.run('flow.py logs start')).stdout).toBe('at work\n');
  }
  await expectDone(scene, await scene.run('flow.py resume'));
});

const MOMENTS = [100, 250, 400, 550, 700, 900, 1200];

test.concurrent.each(MOMENTS)('kill -9 after %d ms, then a run that works and leaves nothing of the killed one', async (moment) => {
  const scene = await stage.scene(`killed-${moment}`);
  await kill(scene, moment);
  await expectDone(scene, await scene.run('flow.py run'));
  expect(await filesBelow(scene.folder)).toEqual(['flow.py', 'flow.py.lock']);
});

async function kill(scene: Scene, moment: number): Promise<void> {
  const started = scene.start('flow.py run', { variables: { WAIT: '1' } });
  await setTimeout(moment);
  started.kill();
  await started.outcome;
}

test('two first runs at once, in one folder and in two, with one home', async () => {
  const [scene, other] = [await stage.scene('two'), await stage.scene('other')];
  const shared = { variables: { FRAZIL_HOME: scene.home } };
  const outcomes = await Promise.all([scene.run('flow.py run'), scene.run('flow.py run'), other.run('flow.py run', shared)]);
  for (const outcome of outcomes) await expectDone(scene, outcome);
  expect(await filesBelow(scene.folder)).toEqual(['flow.py', 'flow.py.lock']);
  expect(await filesBelow(join(scene.home, 'store', 'runs'))).toHaveLength(3);
  const again = await scene.run('flow.py run');
  await expectDone(scene, again);
  expect(again.stderr).toContain('(unchanged)');
});
