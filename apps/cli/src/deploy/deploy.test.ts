import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltCommand, buildCommand, type Outcome } from '../testing/command.ts';
import { writeAcme } from '../testing/write-acme.ts';

// A store that all machines have, so that nothing but the engine is missing.
const DIGEST = `sha256:${'a'.repeat(64)}`;
const STORE = { FRAZIL_STORE: '', FRAZIL_WORKER_IMAGE: `registry.example/frazil-worker@${DIGEST}` };

const FLOW = `from metaflow import FlowSpec, Parameter, environment, retry, step
import helper


class DeployFlow(FlowSpec):
    size = Parameter("size", default=2, type=int)

    @step
    def start(self):
        self.items = list(range(self.size))
        self.next(self.work, foreach="items")

    @retry(times=2)
    @environment(vars={"MODE": "fast"})
    @step
    def work(self):
        self.next(self.join)

    @step
    def join(self, inputs):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    DeployFlow()
`;
const LOOP = FLOW.replace('self.next(self.join)', 'self.next({"more": self.work, "done": self.join}, condition="state")').replaceAll(
  'Deploy',
  'Loop',
);

let command: BuiltCommand;
beforeAll(async () => {
  command = await buildCommand();
  await mkdir(join(command.folder, 'flows'));
  await command.write('flows/flow.py', FLOW);
  await command.write('flows/loop.py', LOOP);
  await command.write('flows/helper.py', 'VALUE = 1\n');
  await command.write(
    'flows/project.py',
    FLOW.replace('class', '@project(name="ice")\nclass').replace('environment', 'project, environment'),
  );
  await command.write(
    'flows/off.py',
    FLOW.replace('    @retry', '    @pypi(disabled=True)\n    @retry').replace('environment', 'pypi, environment'),
  );
});
afterAll(() => command.remove());

const run = (line: string, variables: Readonly<Record<string, string>> = {}): Promise<Outcome> =>
  command.run(line, { ...STORE, ...variables });

const recordsOf = async (flow: string, target: string) => {
  const folder = join(command.folder, 'home/store/deployments', flow, target);
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))));
};

test('a WorkflowTemplate alone on stdout, the same bytes from another folder at another time', { timeout: 120_000 }, async () => {
  const first = await run('flows/flow.py argo-workflows create --only-yaml');
  expect(first).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^apiVersion: argoproj/) });
  expect(first.stdout).toContain(`image: ${STORE.FRAZIL_WORKER_IMAGE}`);
  expect(first.stdout).not.toContain(command.folder.concat('/flows'));
  await cp(join(command.folder, 'flows'), join(command.folder, 'elsewhere'), { recursive: true });
  expect((await run('elsewhere/flow.py --quiet argo-workflows create --only-yaml')).stdout).toBe(first.stdout);
  const { stdout } = await run('flows/flow.py argo-workflows create --only-json');
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'WorkflowTemplate', metadata: { name: 'deployflow' } });
});

test('a record says what was made of what; the code package holds the helper', { timeout: 60_000 }, async () => {
  await run('flows/flow.py argo-workflows create --output out/flow.yaml');
  expect(await readFile(join(command.folder, 'out/flow.yaml'), 'utf8')).toContain('kind: WorkflowTemplate');
  const [record] = await recordsOf('DeployFlow', 'argo-workflows');
  expect(record).toMatchObject({ flow: 'DeployFlow', name: 'deployflow', user: 'ada', code: { files: 5 } });
  expect(Object.keys(record.environments)).toEqual(['start', 'work', 'join', 'end']);
  const before = (await recordsOf('DeployFlow', 'argo-workflows')).length;
  await run('flows/flow.py argo-workflows create --output out/flow.yaml');
  expect(await recordsOf('DeployFlow', 'argo-workflows')).toHaveLength(before);
});

test('modules that decorators are from go along, and files that mutators add', { timeout: 120_000 }, async () => {
  await mkdir(join(command.folder, 'own'));
  const library = await writeAcme(command);
  const decorated = FLOW.replace('import helper', 'from acme import adds, noted').replace('class', '@adds\nclass');
  await command.write('own/flow.py', decorated.replace('    @retry', '    @noted\n    @retry').replaceAll('Deploy', 'Added'));
  const variables = { PYTHONPATH: library };
  const ran = await run('own/flow.py --environment=pypi run', variables);
  expect(ran).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('brought along') });
  expect(await run('own/flow.py airflow create dags/added.py --shared-store', variables)).toMatchObject({ exitCode: 0 });
  const [record] = await recordsOf('AddedFlow', 'airflow');
  expect(record).toMatchObject({ code: { files: 4 } });
  const listed = async (line: string) => (await run(line, variables)).stdout.trim().split('\n').sort();
  const inside = ['acme/__init__.py', 'acme/words.py', 'data/acme.txt', 'flow.py'];
  expect(await listed('own/flow.py package list --archive')).toEqual(inside);
  const acme = join(library, 'acme');
  const files = [join(acme, '__init__.py'), join(acme, '__init__.py'), join(acme, 'words.py'), join(command.folder, 'own/flow.py')];
  expect(await listed('own/flow.py --package-suffixes .sql package list')).toEqual(files);
});

test('a dry run makes, says and keeps nothing', { timeout: 60_000 }, async () => {
  const dry = await run('flows/flow.py argo-workflows create --dry-run --name another --json');
  expect(dry.exitCode).toBe(0);
  const [deployment] = dry.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => kind === 'deployment');
  expect(deployment).toMatchObject({ flow: 'DeployFlow', name: 'another', target: 'argo-workflows' });
  expect((await recordsOf('DeployFlow', 'argo-workflows')).some(({ name }) => name === 'another')).toBe(false);
});

test('deploy.output-foreign: a DAG is written for its flow, and never over what others wrote', { timeout: 60_000 }, async () => {
  expect(await run('flows/flow.py airflow create dags/flow.py --shared-store')).toMatchObject({ exitCode: 0 });
  const text = await readFile(join(command.folder, 'dags/flow.py'), 'utf8');
  expect(text).toContain('dag_id="DeployFlow"');
  expect((await run('flows/flow.py airflow create')).stdout).toBe(text);
  expect(await run('flows/flow.py airflow create dags/flow.py --shared-store --max-active-runs 3')).toMatchObject({ exitCode: 0 });
  await writeFile(join(command.folder, 'dags/mine.py'), 'print("mine")\n');
  const refused = await run('flows/flow.py airflow create dags/mine.py --shared-store');
  expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('dags/mine.py was not made by Frazil for this flow') });
  expect(await readFile(join(command.folder, 'dags/mine.py'), 'utf8')).toBe('print("mine")\n');
  expect(await run('flows/flow.py airflow create dags/mine.py --shared-store --authorize')).toMatchObject({ exitCode: 0 });
});

test.each([
  ['deploy.worker-image-missing', 'flows/flow.py argo-workflows create --shared-store', { FRAZIL_WORKER_IMAGE: '' }],
  ['deploy.image-unpinned', 'flows/flow.py argo-workflows create --shared-store --worker-image worker:latest', {}],
  ['deploy.image-unpinned', 'flows/flow.py argo-workflows create --shared-store --image python:3.11', {}],
  ['deploy.store-local', 'flows/flow.py argo-workflows create', {}],
  ['deploy.environment-local', 'flows/flow.py --environment=local argo-workflows create --only-json', {}],
  ['deploy.not-frozen', 'flows/off.py argo-workflows create --only-json', {}],
  ['deploy.variable-secret', 'flows/flow.py argo-workflows create --only-json --env AWS_SESSION_TOKEN=x', {}],
  ['deploy.variable-reserved', 'flows/flow.py argo-workflows create --only-json --env FRAZIL_RUN=x', {}],
  ['deploy.no-project', 'flows/flow.py argo-workflows create --only-json --production', {}],
  ['deploy.option-missing', `flows/flow.py step-functions create --only-json`, {}],
  ['deploy.option-missing', 'flows/flow.py argo-workflows create --only-json --notify-on-error', {}],
  ['lock.refused', 'flows/project.py argo-workflows create --only-json', { CI: 'true' }],
  ['airflow.loop', 'flows/loop.py airflow create', {}],
])('%s: %s', { timeout: 60_000 }, async (code, line, variables) => {
  const { exitCode, stdout } = await run(`${line} --json`, variables);
  const errors = stdout
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text))
    .filter(({ kind }) => kind === 'error');
  expect({ exitCode, codes: errors.map((error) => error.code) }).toEqual({ exitCode: 1, codes: [code] });
});

test('what is looked at may be incomplete, with a warning', { timeout: 60_000 }, async () => {
  const { exitCode, stderr } = await run('flows/flow.py argo-workflows create --only-json', { FRAZIL_WORKER_IMAGE: '' });
  expect({ exitCode, warnings: stderr.match(/^warning: .*(folder|worker).*$/gm)?.length }).toEqual({ exitCode: 0, warnings: 2 });
});

test('branches of a project are deployed side by side', { timeout: 60_000 }, async () => {
  const nameOf = async (options: string) =>
    JSON.parse((await run(`flows/project.py --quiet argo-workflows ${options} create --only-json`)).stdout).metadata.name;
  expect(await nameOf('')).toBe('ice.user.ada.deployflow');
  const { stdout } = await run('flows/project.py --quiet argo-workflows create --only-json --production');
  expect(JSON.parse(stdout).metadata.name).toBe('ice.prod.deployflow');
  expect(await nameOf('--name chosen')).toBe('chosen');
});

test('secrets of a provider that there is none of are refused before anything runs or is deployed', async () => {
  const decorated = FLOW.replace('    @retry', '    @secrets(sources=["vault.db"])\n    @retry').replaceAll('Deploy', 'Secret');
  await command.write('flows/secret.py', decorated.replace('import FlowSpec', 'import FlowSpec, secrets'));
  for (const line of ['run', 'argo-workflows create --only-json', 'airflow create']) {
    const { exitCode, stderr } = await command.run(`flows/secret.py ${line}`, { ...STORE, FRAZIL_STORE: join(command.folder, 'store') });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/secret\.py:13.*@secrets names the provider vault, which there is none of/s);
    expect(stderr).toContain('aws-secrets-manager');
  }
});
