import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltCommand, buildCommand } from '../testing/command.ts';
import { BASE_MODULE, CONFIGURED_FLOW, HOOKED_FLOW, PARAMETERS_FLOW } from './flow-api-sources.ts';

const CONFIG = { project: 'ice', variables: { MODE: 'fast' }, size: 3 };

let command: BuiltCommand;

beforeAll(async () => {
  command = await buildCommand();
  await mkdir(join(command.folder, 'parts'));
  await command.write('parts/__init__.py', '');
  await command.write('parts/base.py', BASE_MODULE);
  await command.write('configured.py', CONFIGURED_FLOW);
  await command.write('hooked.py', HOOKED_FLOW);
  await command.write('config.json', JSON.stringify(CONFIG));
});
afterAll(() => command.remove());

async function printed(line: string): Promise<readonly string[]> {
  const { exitCode, stdout, stderr } = await command.run(line);
  expect(exitCode, stderr).toBe(0);
  return stdout.split('\n').map((each) => each.replace(/^.*\] /, ''));
}

test('classes, configurations, mutators, @catch and the project of one flow', { timeout: 30_000 }, async () => {
  const lines = await printed('configured.py run');
  expect(lines).toContain('fast fast 3 True ada/who');
  expect(lines).toContain('ice user.ada False 0');
  expect(lines).toContain('builtins.ZeroDivisionError ice');
  expect(lines).toContain("timed last {'unit': 's'}");
});

test('show lists decorators that users wrote, among them those of the command line', async () => {
  expect(await printed('configured.py show --with timed:unit=m')).toEqual(
    expect.arrayContaining([expect.stringMatching(/^ +@timed\(unit="m"\)$/)]),
  );
});

test('what the command line says of a flow', { timeout: 30_000 }, async () => {
  await command.write('other.json', JSON.stringify({ ...CONFIG, size: 4, variables: { MODE: 'slow' } }));
  const lines = await printed('configured.py --config config other.json run --production --with retry:times=1,minutes_between_retries=0');
  expect(lines).toContain('slow slow 4 True ada/who');
  expect(lines).toContain('ice prod True 1');
  const value = JSON.stringify({ ...CONFIG, project: 'snow' });
  const branch = await printed(`configured.py run --branch b --config-value config ${value} --size 9`);
  expect(branch).toContain('fast fast 9 True ada/who');
  expect(branch).toContain('snow test.b False 0');
});

test('a resumed run has the configurations of the run that it resumes', { timeout: 30_000 }, async () => {
  await command.write('resumed.json', JSON.stringify({ ...CONFIG, project: 'sleet' }));
  await printed('configured.py --config config resumed.json run');
  expect(await printed('configured.py resume last')).toContain('builtins.ZeroDivisionError sleet');
  expect(await printed('configured.py --config config config.json resume last')).toContain('builtins.ZeroDivisionError ice');
});

test('configurations in YAML and TOML, without packages for them: in a run, resumed', { timeout: 30_000 }, async () => {
  for (const name of ['yaml', 'tomllib', 'tomli']) await command.write(`${name}.py`, 'raise ImportError');
  await command.write('config.yaml', 'project: hail\nvariables: {MODE: "no"}\nsize: 010\n');
  await command.write('config.toml', 'project = "rime"\nsize = 2\n[variables]\nMODE = "off"\n');
  expect(await printed('configured.py --config config config.yaml run')).toEqual(expect.arrayContaining(['no no 8 True ada/who']));
  await command.write('config.yaml', 'size: [');
  expect(await printed('configured.py resume last')).toContain('builtins.ZeroDivisionError hail');
  expect(await command.run('configured.py --config config config.yaml check')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("error: config.yaml:1: The configuration 'config' can't be used"),
  });
  expect(await printed('configured.py --config config config.toml run')).toContain('off off 2 True ada/who');
});

// By itself: freezing for a deployment takes as long as all of the above.
test('configurations in TOML, without a package for it: deployed', { timeout: 30_000 }, async () => {
  const worker = { FRAZIL_WORKER_IMAGE: `example.org/frazil-worker@sha256:${'0'.repeat(64)}` };
  const created = await command.run('configured.py --config config config.toml airflow create dag.py --shared-store', worker);
  expect(created).toMatchObject({ exitCode: 0 });
  expect(await command.read('dag.py')).toContain('rime');
});

test('parameters that the flow could not take are refused before it runs', async () => {
  await command.write('parameters.py', PARAMETERS_FLOW);
  const helped = await printed('parameters.py run --help');
  expect(helped.join('\n')).toMatch(/--numbers <integer> +\(default: "1,2"\)\n +--secret <text> +kept\n +--text <file>/);
  const lines = await printed('parameters.py run --numbers 3,4 --text config.json --all-names a --all-names b');
  expect(lines).toContain('names a.b');
  expect(lines).toContain('7 1.0 True');
  expect(lines).toContain('True False False');
  expect(await command.run('parameters.py run --numbers 3,x')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('not an integer'),
  });
  const given = await command.run('parameters.py run --text nowhere.txt');
  expect(given).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("can't be read") });
  const byDefault = await command.run('parameters.py --json run');
  expect(byDefault).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('cli.file-unreadable') });
});

test('parameters are taken from variables, as Metaflow names them, unless they are given', { timeout: 30_000 }, async () => {
  const variables = { METAFLOW_RUN_RATE: '2.5', METAFLOW_RUN_ALL_NAMES: 'c', METAFLOW_RUN_NUMBERS: '9' };
  const { stdout } = await command.run('parameters.py run --numbers 1 --text config.json', variables);
  expect(stdout).toContain('1 2.5 True');
  expect(stdout).toContain('names c');
  expect(await command.run('parameters.py run', { METAFLOW_RUN_RATE: 'fast' })).toMatchObject({ exitCode: 2 });
});

test('options that lack words, and what a flow lacks', async () => {
  expect(await command.run('configured.py run --with')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('--with lacks a value'),
  });
  expect(await command.run('configured.py run --config config')).toMatchObject({ exitCode: 2 });
  const missing = await command.run('configured.py --config config nowhere.json check');
  expect(missing).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("configuration 'config' can't be used") });
  expect((await command.run('hooked.py run --production')).exitCode).toBe(2);
  const unknown = await command.run('hooked.py check --with nonsense');
  expect(unknown).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('no decorator @nonsense') });
});

test('a decorator that sends tasks where run can not is refused, with the way there; what a cluster needs is said', async () => {
  const batch = await command.run('hooked.py --json run --with batch');
  expect(batch).toMatchObject({ exitCode: 2, stdout: expect.stringContaining('cli.runs-here') });
  const kubernetes = await command.run('hooked.py run --with kubernetes:cpu=2');
  expect(kubernetes).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('There is no configuration for a Kubernetes cluster.') });
  expect(await command.run('hooked.py check --with kubernetes')).toMatchObject({ exitCode: 0 });
});

test('exit hooks run when the run is over, and change nothing', { timeout: 30_000 }, async () => {
  const good = await command.run('hooked.py run');
  expect(good).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^hurrah HookedFlow\/\d+$/m) });
  const bad = await command.run('hooked.py run --fail true');
  expect(bad).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/^alas$/m) });
  expect(bad.stderr).toContain('ValueError: too sad');
  expect(bad.stderr).toContain('warning: An exit hook failed, of mourn.');
});
