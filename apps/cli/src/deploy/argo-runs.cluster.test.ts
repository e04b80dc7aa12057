import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readRun } from '@frazil/runtime';
import { createFolderStore } from '@frazil/store-folder';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { CONFINED, ENDLESS, RETRY, SHORT, SLOW, scheduledFlow } from '../testing/cluster-flows.ts';
import { type ClusterScene, startClusterScene } from '../testing/cluster-scene.ts';

let scene: ClusterScene;
beforeAll(async () => {
  scene = await startClusterScene();
});
afterAll(() => scene?.stop());

const TIMEOUT = { timeout: 600_000 };
const PATIENCE = { timeout: 240_000, interval: 2_000 };

async function trigger(flow: string, source: string, words = ''): Promise<string> {
  await scene.command.write(flow, source);
  await scene.deploy(flow);
  return (await scene.argo(flow, `trigger ${words}`)).trim();
}

/** What the store says of a run: the objects of the S3 server are files. */
async function recorded(flow: string, run: string): Promise<string | undefined> {
  const record = await readRun(createFolderStore(join(scene.bucket.folder, 'team')), flow, run);
  return record?.status;
}

/** What the exit hooks of a run wrote. */
function hooksOf(run: string): Promise<string> {
  const workflow = `workflows.argoproj.io/workflow=${run.replace(/^argo-/, '')}`;
  return scene.kubectl('logs', '--selector', workflow, '--container', 'main', '--tail=-1');
}

test.concurrent('a step that fails once is tried again, and knows it; parameters are what was given', TIMEOUT, async () => {
  // What Kubernetes and Argo would replace, and JSON would have to escape.
  const word = '$(HOME)$$\\u0024{{workflow.name}}"}}';
  const run = await trigger('retry.py', RETRY, `--goal 2 --word ${word}`);
  const { status, tasks } = await scene.ended('retry.py', run);
  expect(status).toBe('done');
  const attempts = tasks.filter(({ step }) => step === 'start').map(({ phase, exitCode }) => `${phase} ${exitCode}`);
  expect(attempts.sort()).toEqual(['Failed 1', 'Succeeded 0']);
  expect((await scene.run(`retry.py logs ${run}/end --stdout`)).stdout).toBe(`attempt 1 of 2 ${word} None\n`);
});

test.concurrent('a step that takes too long fails its run, and the exit hook for that is called', TIMEOUT, async () => {
  const run = await trigger('slow.py', SLOW, '--seconds 600');
  const { status, tasks } = await scene.ended('slow.py', run);
  expect(status).toBe('failed');
  expect(tasks.find(({ step }) => step === 'start')).toMatchObject({ phase: 'Failed', exitCode: 1 });
  expect(await recorded('SlowFlow', run)).toBe('failed');
  expect(await hooksOf(run)).toContain(`alas SlowFlow/${run} False\n`);
});

test.concurrent('a run that is done calls the exit hook for that', TIMEOUT, async () => {
  const run = await trigger('soon.py', SLOW.replaceAll('SlowFlow', 'SoonFlow'));
  expect((await scene.ended('soon.py', run)).status).toBe('done');
  const said = await hooksOf(run);
  expect(said).toContain(`hurrah SoonFlow/${run}\n`);
  expect(said).not.toContain('alas');
});

test.concurrent('a run that is terminated stops at once, is recorded as failed, and its logs are there', TIMEOUT, async () => {
  const run = await trigger('endless.py', ENDLESS);
  const said = async (): Promise<string> => (await scene.run(`endless.py logs ${run}/start --stdout`)).stdout;
  await vi.waitFor(async () => expect((await scene.status('endless.py', run)).tasks).toMatchObject([{ phase: 'Running' }]), PATIENCE);
  await vi.waitFor(async () => expect(await hooksOf(run)).toContain('began'), PATIENCE);
  await scene.argo('endless.py', `terminate ${run}`);
  expect((await scene.ended('endless.py', run)).status).toBe('terminated');
  expect(await said()).toBe('began\n');
  expect(await recorded('EndlessFlow', run)).toBe('failed');
  const again = await scene.run(`endless.py argo-workflows terminate ${run}`);
  expect(again).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('is over: terminated') });
});

test.concurrent('a run that is suspended begins no task until it goes on', TIMEOUT, async () => {
  const run = await trigger('short.py', SHORT);
  await scene.argo('short.py', `suspend ${run}`);
  await vi.waitFor(async () => expect((await scene.status('short.py', run)).status).toBe('suspended'), PATIENCE);
  // What had begun goes on to its end, after which Argo would have begun what comes next.
  const hasBegun = async () => (await scene.status('short.py', run)).tasks.some(({ phase }) => phase === 'Pending' || phase === 'Running');
  await vi.waitFor(async () => expect(await hasBegun()).toBe(false), PATIENCE);
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  expect((await scene.status('short.py', run)).tasks.map(({ step }) => step)).not.toContain('end');
  await scene.argo('short.py', `unsuspend ${run}`);
  expect((await scene.ended('short.py', run)).status).toBe('done');
});

test.concurrent('a schedule starts one run, at its time of day in its place; what is deleted is gone', TIMEOUT, async () => {
  // A minute that has not begun when the cluster hears of it. Kathmandu is 5:45 ahead, all year.
  const soon = new Date(Date.now() + 120_000 + (5 * 60 + 45) * 60_000);
  // In a folder of its own: the code of a flow is all that is beside it, and tests beside this one write files.
  await mkdir(join(scene.command.folder, 'timed'));
  await scene.command.write('timed/timed.py', scheduledFlow(`${soon.getUTCMinutes()} ${soon.getUTCHours()} * * *`, 'Asia/Kathmandu'));
  await scene.deploy('timed/timed.py');
  expect(await scene.run('timed/timed.py argo-workflows create --diff --secret bucket')).toMatchObject({
    exitCode: 0,
    stdout: 'WorkflowTemplate scheduledflow: is the same\nCronWorkflow scheduledflow: is the same\n',
  });
  const runs = async () => (await scene.argo('timed/timed.py', 'list-runs')).split('\n').filter((line) => line !== '');
  await vi.waitFor(async () => expect(await runs()).toHaveLength(1), PATIENCE);
  const [run = ''] = (await runs()).map((line) => line.replace(/ .*/, ''));
  expect((await scene.ended('timed/timed.py', run)).status).toBe('done');
  expect((await scene.run(`timed/timed.py logs ${run}/end --stdout`)).stdout).toBe('the end\n');
  expect(await runs()).toEqual([expect.stringMatching(new RegExp(`^${run} done `))]);
  expect(await scene.argo('timed/timed.py', 'list-workflow-templates')).toContain('scheduledflow ScheduledFlow');
  const { stderr } = await scene.run('timed/timed.py argo-workflows delete');
  expect(stderr).toBe('CronWorkflow scheduledflow deleted\nWorkflowTemplate scheduledflow deleted\n');
  expect(await scene.kubectl('get', 'cronworkflows,workflowtemplates', '--output', 'name')).not.toContain('scheduledflow');
  expect(await scene.run('timed/timed.py argo-workflows trigger')).toMatchObject({ exitCode: 1 });
  expect(await runs()).toEqual([expect.stringMatching(new RegExp(`^${run} done `))]);
});

test.concurrent('a pod may do little, and has no way to a registry or anywhere else', TIMEOUT, async () => {
  const run = await trigger('confined.py', CONFINED);
  expect((await scene.ended('confined.py', run)).status).toBe('done');
  const { stdout } = await scene.run(`confined.py logs ${run}/start --stdout`);
  expect(stdout).toBe('1000 1000 0 1 2\n[True, True, True, False]\n[True, True, True] True\n');
});
