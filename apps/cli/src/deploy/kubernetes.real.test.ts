import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Pods } from '@frazil/engine-kit';
import { SHAPE_EXAMPLES } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PODS, SLOW_PODS } from '../testing/pod-flows.ts';
import { type PodsScene, startPodsScene } from '../testing/pods-scene.ts';
import { writeAcme } from '../testing/write-acme.ts';

let scene: PodsScene;
let pods: Pods;
beforeAll(async () => {
  scene = await startPodsScene();
  pods = scene.pods;
  await scene.command.write('pods.py', PODS);
  await scene.command.write('slow_pods.py', SLOW_PODS);
  await scene.command.write('note.txt', 'a note\n');
});
afterAll(() => scene?.stop());

// The last has all the others in it; a gang's members have to meet.
const SHAPES = SHAPE_EXAMPLES.filter(({ file, parameters }) => /\/(gang|everything)\.py$/.test(file) && parameters.meets === undefined);

test.each(SHAPES.map((example) => [basename(example.file), example] as const))('%s ends as it does here', async (name, { prints }) => {
  const run = await scene.runInPods(`shapes/${name} run --with kubernetes`);
  expect(run, run.stderr).toMatchObject({ exitCode: 0 });
  expect((await scene.run(`shapes/${name} logs end --stdout`)).stdout).toBe(`${prints}\n`);
});

test('tasks that crash, raise, or lose their pod are tried again or caught; all that a task knows of its run it knows in a pod', async () => {
  const before = pods.journal().length;
  const words = 'run --with kubernetes:cpu=0.1 --tag nightly --namespace= --word $(HOME) --run-id-file id';
  const started = scene.start(`pods.py ${words}`, scene.cluster);
  await started.shows('holding', 120);
  await deletePod(pods.journal().at(-1)?.name ?? '');
  const run = { ...(await started.outcome), pods: pods.journal().slice(before) };
  expect(run, run.stderr).toMatchObject({ exitCode: 0 });
  const id = await scene.command.read('id');
  expect(run.stdout).toMatch(/\/start\/0\] out of start$/m);
  expect(run.stderr).toMatch(/\/start\/0\] err of start$/m);
  expect(run.stderr).toContain('SIGSEGV');
  expect(run.stderr).toContain('The pod was deleted, or its node was lost.');
  expect((await scene.run(`pods.py logs ${id}/end --stdout`)).stdout).toBe(
    `${id} ada ['nightly'] True None '' $(HOME) 'a note\\n' [1, 1] [None, 'too odd']\n`,
  );
  const attempts = run.pods.map(({ spec }) => variableOf(spec, 'FRAZIL_STEP') + variableOf(spec, 'FRAZIL_ATTEMPT'));
  expect(attempts.sort()).toEqual(['body0', 'body0', 'end0', 'join0', 'join1', 'start0', 'start1']);
  expect((await scene.run(`pods.py card list ${id}/join`)).stdout).toContain('default');
  expect(run.pods[0]?.spec.containers[0]).toMatchObject({ resources: { requests: { cpu: '0.1' } } });
});

/** As `kubectl delete pod` does. */
async function deletePod(name: string): Promise<void> {
  const { clusters } = JSON.parse(await readFile(pods.kubeconfig, 'utf8'));
  const path = `${clusters[0].cluster.server}/api/v1/namespaces/default/pods/${name}`;
  await fetch(path, { method: 'DELETE', body: JSON.stringify({ gracePeriodSeconds: 20 }) });
}

function variableOf({ containers: [main] }: ReturnType<Pods['journal']>[number]['spec'], name: string): string {
  return main?.env?.find((each) => each.name === name)?.value ?? '';
}

test('a run that is interrupted ends its pods; resumed, it goes on in pods where it was', async () => {
  const started = scene.start('slow_pods.py run --with kubernetes --run-id-file slow', scene.cluster);
  await started.shows('waiting', 120);
  started.interrupt();
  const interrupted = await started.outcome;
  expect(interrupted, interrupted.stderr).toMatchObject({ exitCode: 130 });
  expect(pods.journal().filter(({ phase }) => phase === 'Running' || phase === 'Pending')).toEqual([]);
  const id = await scene.command.read('slow');
  expect((await scene.run(`slow_pods.py logs ${id}/middle --stdout`)).stdout).toBe('waiting\ntidied up\n');
  await scene.command.write('go', '');
  const resumed = await scene.runInPods('slow_pods.py resume --with kubernetes');
  expect(resumed, resumed.stderr).toMatchObject({ exitCode: 0 });
  expect(resumed.pods).toHaveLength(2);
  expect((await scene.run('slow_pods.py logs end --stdout')).stdout).toBe(`after ${id}\n`);
});

test('exit hooks run here when the pods are gone', async () => {
  const run = await scene.runInPods('slow_pods.py run --with kubernetes --fail yes');
  expect(run).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/^alas SlowPods\/\d+$/m) });
  expect(run.stderr).toContain('ValueError: yes');
});

test('decorators of modules elsewhere run in pods', async () => {
  const variables = { ...scene.cluster, PYTHONPATH: await writeAcme(scene.command) };
  const run = await scene.run('slow_pods.py run --with kubernetes --with acme.noted --fail yes', variables);
  expect(run).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/\/start\/0\] brought along$/m) });
});

test('what a cluster needs is said before anything runs', async () => {
  const words = 'slow_pods.py run --with kubernetes';
  const without = (variables: Readonly<Record<string, string>>) => scene.run(words, { ...scene.cluster, ...variables });
  expect((await without({ KUBECONFIG: '/nowhere/config' })).stderr).toContain('/nowhere/config');
  expect((await without({ FRAZIL_WORKER_IMAGE: '' })).stderr).toContain("Which image holds the worker isn't set");
  expect((await without({ FRAZIL_STORE: '' })).stderr).toContain("can't reach the folder");
});
