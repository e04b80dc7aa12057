import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SHAPE_EXAMPLES } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BUCKET_SECRET } from '../testing/cluster-objects.ts';
import { type ClusterScene, startClusterScene } from '../testing/cluster-scene.ts';
import { HUNGRY_PODS, PODS, SLOW_PODS } from '../testing/pod-flows.ts';

let scene: ClusterScene;
let variables: Readonly<Record<string, string>>;
beforeAll(async () => {
  scene = await startClusterScene();
  variables = { KUBECONFIG: await configOfRunner(), FRAZIL_KUBERNETES_SECRETS: BUCKET_SECRET };
  await scene.command.write('pods.py', PODS);
  await scene.command.write('slow_pods.py', SLOW_PODS);
  await scene.command.write('hungry_pods.py', HUNGRY_PODS);
  await scene.command.write('note.txt', 'a note\n');
});
afterAll(() => scene?.stop());

const TIMEOUT = { timeout: 600_000 };

/** The configuration of somebody who may do what the guide says, and nothing else. */
async function configOfRunner(): Promise<string> {
  await scene.kubectl('create', 'serviceaccount', 'runner');
  const verbs = '--verb=get,list,watch,create,delete';
  await scene.kubectl('create', 'role', 'runner', verbs, '--resource=pods');
  await scene.kubectl('create', 'role', 'reader', '--verb=get', '--resource=pods/log');
  for (const role of ['runner', 'reader']) {
    const namespace = (await scene.kubectl('get', 'serviceaccount', 'runner', '--output=jsonpath={.metadata.namespace}')).trim();
    await scene.kubectl('create', 'rolebinding', role, `--role=${role}`, `--serviceaccount=${namespace}:runner`);
  }
  const token = (await scene.kubectl('create', 'token', 'runner')).trim();
  const config = JSON.parse(await scene.kubectl('config', 'view', '--raw', '--minify', '--flatten', '--output=json'));
  config.users[0].user = { token };
  const file = join(scene.command.folder, 'runner.json');
  await writeFile(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}

const CASES = SHAPE_EXAMPLES.map((example) => {
  const words = Object.entries(example.parameters).map(([name, value]) => `--${name} ${value}`);
  return { flow: `shapes/${basename(example.file)}`, words: words.join(' '), prints: example.prints };
});

test.concurrent.each(CASES)('pods: $flow $words ends as it does here', TIMEOUT, async ({ flow, words, prints }) => {
  const file = `${basename(flow)}${words.replaceAll(/\W/g, '')}.id`;
  const run = await scene.run(`${flow} run --with kubernetes --run-id-file ${file} ${words}`, variables);
  expect(run, run.stderr).toMatchObject({ exitCode: 0 });
  expect((await scene.run(`${flow} logs ${await scene.command.read(file)}/end --stdout`)).stdout).toBe(`${prints}\n`);
});

test.concurrent('tasks that crash, raise, or whose pod is deleted are tried again or caught', TIMEOUT, async () => {
  const started = scene.start('pods.py run --with kubernetes --tag nightly --namespace= --word $(HOME) --run-id-file id', variables);
  await started.shows('holding', 300);
  const [pod = ''] = (await scene.kubectl('get', 'pods', '--selector=frazil.dev/flow=PodsFlow', '--output=name')).trim().split('\n');
  await scene.kubectl('delete', '--wait=false', pod);
  const run = await started.outcome;
  expect(run, run.stderr).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('SIGSEGV') });
  const id = await scene.command.read('id');
  expect((await scene.run(`pods.py logs ${id}/end --stdout`)).stdout).toBe(
    `${id} ada ['nightly'] True None '' $(HOME) 'a note\\n' [1, 1] [None, 'too odd']\n`,
  );
});

test.concurrent('a run that is interrupted leaves no pods; resumed, it goes on in pods', TIMEOUT, async () => {
  const started = scene.start('slow_pods.py run --with kubernetes --run-id-file slow', variables);
  await started.shows('waiting', 300);
  started.interrupt();
  expect(await started.outcome).toMatchObject({ exitCode: 130 });
  await scene.kubectl('wait', 'pods', '--for=delete', '--selector=frazil.dev/flow=SlowPods', '--timeout=60s');
  const id = await scene.command.read('slow');
  expect((await scene.run(`slow_pods.py logs ${id}/middle --stdout`)).stdout).toBe('waiting\ntidied up\n');
  expect(await scene.run('slow_pods.py resume --with kubernetes', variables)).toMatchObject({ exitCode: 0 });
  expect((await scene.run('slow_pods.py logs end --stdout')).stdout).toBe(`after ${id}\n`);
});

test.concurrent('a step that needs more memory than its limit fails, and is said to', TIMEOUT, async () => {
  const run = await scene.run('hungry_pods.py run --with kubernetes:memory=300,qos=Guaranteed,cpu=0.2', variables);
  expect(run).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/memory/) });
});

test.concurrent.each([
  ['launcher.pod-refused', 'secrets=absent', 'secret "absent" not found'],
  ['launcher.image-unusable', 'image=No:Such:Image', 'InvalidImageName'],
])('%s: the run fails and says why', TIMEOUT, async (code, setting, reason) => {
  const run = await scene.run(`hungry_pods.py --json run --with kubernetes:${setting}`, variables);
  expect(run).toMatchObject({ exitCode: 1, stdout: expect.stringContaining(code) });
  expect(run.stdout).toContain(reason.replaceAll('"', '\\"'));
});

test.concurrent('a pod that there is no room for is waited for, and its run told so', TIMEOUT, async () => {
  const started = scene.start('hungry_pods.py run --with kubernetes:cpu=1000', variables);
  await started.shows('Task waits: Unschedulable', 120);
  started.interrupt();
  expect(await started.outcome).toMatchObject({ exitCode: 130 });
});
