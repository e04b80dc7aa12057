import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openClient } from '@frazil/client';
import { sdkDirectory } from '@frazil/python-sdk';
import { createFolderStore } from '@frazil/store-folder';
import { pythonOfEachMinor, startArgoApi } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLIENT_PROGRAM, IN_STEP_FLOW, NOTEBOOK_PROGRAM, RUNNER_PROGRAM } from './testing/client-programs.ts';
import { type BuiltCommand, buildCommand } from './testing/command.ts';
import { DEPLOYER_PROGRAM } from './testing/deployer-program.ts';
import { inheritedVariables } from './testing/inherited-variables.ts';
import { FOREACH_FLOW } from './testing/sample-flows.ts';

let command: BuiltCommand;
let run: string;
let failed: string;

beforeAll(async () => {
  command = await buildCommand();
  await command.write('flow.py', FOREACH_FLOW);
  await command.write('in_step.py', IN_STEP_FLOW);
  await command.write('use.py', CLIENT_PROGRAM);
  await command.write('runner.py', RUNNER_PROGRAM);
  await command.write('notebook.py', NOTEBOOK_PROGRAM);
  await command.write('deployer.py', DEPLOYER_PROGRAM);
  run = await runOf('--factor 3 --tag nightly', {});
  failed = await runOf('', { TRIP: '1' });
});
afterAll(() => command.remove());

async function runOf(words: string, variables: Record<string, string>): Promise<string> {
  await command.run(`flow.py --environment=local run --run-id-file id ${words}`, variables);
  const { readFile } = await import('node:fs/promises');
  return readFile(join(command.folder, 'id'), 'utf8');
}

test('the TypeScript client reads what a flow left', async () => {
  const client = openClient(createFolderStore(join(command.folder, 'home/store')), { namespace: 'user:ada' });
  expect((await (await client.flow('ForeachFlow')).latestSuccessfulRun())?.id).toBe(run);
  const end = await (await client.run(`ForeachFlow/${run}`)).endTask();
  expect(await end?.artifact('results').content()).toEqual({ kind: 'value', value: [3, 6] });
  expect(await (await client.artifact(`ForeachFlow/${run}/_parameters/0/factor`)).content()).toEqual({ kind: 'value', value: 3 });
  const start = await client.task(`ForeachFlow/${run}/start/0`);
  expect(await start.cards[0]?.document()).toMatchObject({});
  expect(new TextDecoder().decode(await start.log({ stream: 'stdout' }))).toBe('to stdout\n');
});

const pythons = () => pythonOfEachMinor().map(({ python: path }) => path);

const anyPython = () => pythons()[1] ?? pythons()[0] ?? 'python3';

/** Runs a Python program with the SDK and the built command. */
async function python(executable: string, words: readonly string[], variables = {}) {
  const env = {
    ...inheritedVariables(),
    ...{ USER: 'ada', FRAZIL_HOME: join(command.folder, 'home'), FRAZIL_NODE: process.execPath, PYTHONPATH: sdkDirectory() },
    ...{ FRAZIL_CLI: join(command.folder, 'bundle/frazil.js'), ...variables },
  };
  return promisify(execFile)(executable, ['-B', ...words], { cwd: command.folder, env });
}

test.each(pythons())('the Python client with %s', async (executable) => {
  const { stdout } = await python(executable, ['use.py', run, failed]);
  expect(stdout).toBe('all is well\n');
});

test('a step uses the client', async () => {
  const outcome = await command.run('in_step.py --environment=local run');
  expect(outcome, outcome.stderr).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('seen [3, 6] from inside') });
  expect(outcome.stdout).toMatch(/after InStepFlow\/\d+\/start\/0 \[\] None\n/);
});

test('a store that is not there holds nothing, and a damaged record is named', async () => {
  const missing = ['-c', 'from metaflow import Flow, Metaflow; print(Metaflow().flows); Flow("F")'];
  const store = join(command.folder, 'nowhere');
  await expect(python(anyPython(), missing, { FRAZIL_STORE: store })).rejects.toMatchObject({
    stdout: '[]\n',
    stderr: expect.stringContaining('NotFound'),
  });
  await createFolderStore(store).put('runs/F/1.json', Buffer.from('{'));
  await expect(python(anyPython(), missing, { FRAZIL_STORE: store })).rejects.toMatchObject({
    stderr: expect.stringContaining('runs/F/1.json can'),
  });
  await expect(python(anyPython(), missing, { FRAZIL_CLI: '/nowhere' })).rejects.toMatchObject({
    stderr: expect.stringContaining('FRAZIL_CLI names'),
  });
});

test('tags are added, replaced, removed and listed', async () => {
  const tag = (words: string, variables = {}) => command.run(`flow.py tag ${words}`, variables);
  expect(await tag(`add --run-id ${run} --quiet good better`)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('*better*') });
  await Promise.all(['t1', 't2', 't3'].map((name) => tag(`add --run-id ${run} ${name}`)));
  expect((await tag(`list --flat --hide-system-tags --run-id ${run}`)).stdout).toBe('better\ngood\nnightly\nt1\nt2\nt3\n');
  await tag(`remove --run-id ${run} t1 t2 t3`);
  await tag(`replace --run-id ${run} --remove good --add best`);
  const listed = JSON.parse((await tag(`list ${run} --json`)).stdout);
  expect(listed).toMatchObject({
    runs: [`ForeachFlow/${run}`],
    user: ['best', 'better', 'nightly'],
    system: expect.arrayContaining(['user:ada']),
  });
  expect((await tag('list --group-by-tag')).stdout).toContain(`*best*\n  ForeachFlow/${run}\n`);
  expect((await tag('list --group-by-run --my-runs')).stdout).toContain(`ForeachFlow/${failed}\n`);
  expect((await tag('list --my-runs --flat', { USER: 'eve' })).stdout).toBe('');
});

test('tags: what is wrong is said', async () => {
  const fails = async (words: string, exitCode: number, text: string, variables = {}) =>
    expect(await command.run(`flow.py tag ${words}`, variables)).toMatchObject({ exitCode, stderr: expect.stringContaining(text) });
  await fails('add x', 2, `the latest run is ${failed}`);
  await fails('add x --run-id 17', 1, 'has no run 17');
  await fails(`add x --run-id ${run}`, 1, 'is not in the namespace user:eve', { USER: 'eve' });
  await fails(`add x --run-id ${run} --namespace team`, 1, 'is not in the namespace team');
  await fails(`remove runtime:dev --run-id ${run}`, 1, 'was given by the system');
  await fails(`replace --add x --run-id ${run}`, 2, 'Replacing takes');
  await fails(`list --all --my-runs`, 2, '--all and --my-runs');
  await fails('list --flat --group-by-tag', 2, '--flat and --group-by-tag');
});

test('output-dot and output-raw', async () => {
  const dot = await command.run('flow.py output-dot');
  expect(dot.stdout).toMatch(/^digraph ForeachFlow \{\n/);
  expect(dot.stdout).toContain('start -> square;\nsquare -> collect;\n');
  expect(dot.stdout).toContain('"collect"[ label = <<b>collect</b> | <font point-size="10">join</font>>');
  expect(JSON.parse((await command.run('flow.py output-raw')).stdout)).toMatchObject({ name: 'ForeachFlow' });
});

test('the runner runs, fails, resumes and streams', async () => {
  const { stdout } = await python(anyPython(), ['runner.py']);
  expect(stdout).toBe('all is well\n');
});

test('a flow of a notebook runs out of its cell', async () => {
  const { stdout } = await python(anyPython(), ['notebook.py']);
  expect(stdout).toBe('15 in notebookflow\nall is well\n');
});

test('the deployer deploys, triggers, watches and removes, also what it only knows by name', { timeout: 240_000 }, async () => {
  await using api = await startArgoApi();
  const { stdout } = await python(anyPython(), ['deployer.py'], { KUBECONFIG: api.kubeconfig });
  expect(stdout).toBe('all is well\n');
  const workflows = [...api.objects.values()].filter(({ kind }) => kind === 'Workflow');
  expect(workflows.map(({ spec }) => spec)).toMatchObject(
    [7, 8].map((factor) => ({ arguments: { parameters: [{ value: String(factor) }] } })),
  );
});
