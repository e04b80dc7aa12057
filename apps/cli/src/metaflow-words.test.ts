import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltCommand, buildCommand, stable } from './testing/command.ts';
import { FOREACH_FLOW } from './testing/sample-flows.ts';

// Command lines as people type them for Metaflow.

const PROJECT_FLOW = `from metaflow import Flow, FlowSpec, Parameter, current, get_namespace, project, step


@project(name="ice")
class ProjectFlow(FlowSpec):
    config = Parameter("config", default="none")
    environment = Parameter("environment", default="test")
    store = Parameter("store", default="cold")

    @step
    def start(self):
        print(current.project_flow_name, current.namespace, get_namespace(), self.config, self.environment, self.store)
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    ProjectFlow()
`;

let command: BuiltCommand;
let run: string;
beforeAll(async () => {
  command = await buildCommand();
  await command.write('flow.py', FOREACH_FLOW);
  await command.write('project.py', PROJECT_FLOW);
  const line =
    'flow.py --no-pylint --datastore=local --metadata=local run --tag a --tag b --max-num-splits 2 --max-log-size 5 --run-id-file id';
  expect(await command.run(line)).toMatchObject({ exitCode: 0 });
  run = await command.read('id');
});
afterAll(() => command.remove());

test.each([
  ['--branch snow run', 'ice.test.snow.ProjectFlow user:ada user:ada'],
  ['run', 'ice.test.snow.ProjectFlow user:ada user:ada', { METAFLOW_BRANCH: 'snow', METAFLOW_PRODUCTION: '0' }],
  ['--production run --namespace production:x', 'ice.prod.ProjectFlow production:x production:x'],
  ['--branch snow run --namespace=', 'ice.prod.snow.ProjectFlow None None none test cold', { METAFLOW_PRODUCTION: 'true' }],
  ['--environment=local run --config deep.yaml --environment=prod', 'user:ada deep.yaml prod cold'],
])('project.py %s', async (words: string, said: string, variables?: Readonly<Record<string, string>>) => {
  expect((await command.run(`project.py ${words}`, variables)).stdout).toContain(said);
});

test('variables stand for options, and for decorators of all steps', async () => {
  const variables = {
    METAFLOW_DEFAULT_DATASTORE: 's3',
    METAFLOW_RUN_MAX_NUM_SPLITS: '1',
    METAFLOW_RUN_TAG: 'c d',
    METAFLOW_RUN_RUN_ID_FILE: 'other',
  };
  const { stderr } = await command.run('flow.py run', variables);
  expect(stderr).toContain('--max-num-splits allows 1');
  expect(stderr).toMatch(/warning: METAFLOW_DEFAULT_DATASTORE says s3, but the run is kept in .*store\. FRAZIL_STORE=/);
  expect(await command.run('flow.py --environment=local run', { METAFLOW_QUIET: '1', METAFLOW_ENVIRONMENT: 'conda' })).toMatchObject({
    exitCode: 0,
    stderr: expect.stringMatching(/^\S+ \S+ \[\d+\/start\/0\] to stderr\n$/),
  });
  for (const words of ['run', `tag add --run-id ${await command.read('other')}`]) {
    const refused = await command.run(`flow.py ${words} ${words === 'run' ? '--tag ' : ''}caf\ufffd`);
    expect(refused).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(`error: The tag "caf\ufffd" can't be used: it isn't UTF-8.`),
    });
  }
  expect((await command.run(`flow.py tag list --flat --run-id ${await command.read('other')}`)).stdout).toMatch(/^c\nd\n/);
  expect((await command.run('flow.py run', { METAFLOW_RUN_MAX_WORKERS: 'many' })).stderr).toContain('METAFLOW_RUN_MAX_WORKERS');
  expect((await command.run('flow.py run --help')).stdout).not.toContain('METAFLOW_');
  const decorated = await command.run('flow.py show', { METAFLOW_DECOSPECS: 'retry:times=7', METAFLOW_DEFAULT_DECOSPECS: ' card ' });
  expect(decorated.stdout).toMatch(/@retry.*7/);
  expect(decorated.stdout).toContain('@card');
  const refused = await command.run('flow.py --package-suffixes .txt run', { METAFLOW_RUN_DECOSPECS: 'argo' });
  expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('argo-workflows create, then argo-workflows trigger') });
});

test('spin: a step of a branch', async () => {
  // Decorators for all steps by default are none of spin's.
  const spun = await command.run('project.py --branch sleet spin start', { METAFLOW_DEFAULT_DECOSPECS: 'nonsense' });
  expect(spun.stdout).toContain('ice.test.sleet.ProjectFlow');
  expect((await command.run('project.py spin start --production')).stdout).toContain('ice.prod.ProjectFlow');
  expect((await command.run('flow.py spin start --production')).stderr).toContain('@project');
});

test('--max-num-splits fails a run, which is resumed with more', async () => {
  const refused = await command.run('flow.py run --max-num-splits 1');
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain('The step start splits into 2 tasks; --max-num-splits allows 1.');
  expect((await command.run('flow.py resume --max-num-splits 2')).exitCode).toBe(0);
});

test('logs show, --both, --timestamps, --attempt', async () => {
  const shown = await command.run(`flow.py logs show ${run}/start --both --attempt 0`);
  expect(shown).toMatchObject({ exitCode: 0, stdout: 'to stdout\n' });
  expect(shown.stderr).toContain('to stderr');
  expect(stable((await command.run(`flow.py logs ${run}/start --timestamps --stderr`)).stdout)).toBe('TIME to stderr\n');
  expect(await command.run('flow.py logs start --attempt 3')).toMatchObject({ exitCode: 2 });
});

test('a traceback has the time of its end', async () => {
  await command.run('flow.py run', { TRIP: '1' });
  const lines = stable((await command.run('flow.py logs end --timestamps --stderr')).stdout)
    .trimEnd()
    .split('\n');
  expect(lines.at(-1)).toBe('TIME ValueError: tripped');
  expect(lines.every((line) => line.startsWith('TIME '))).toBe(true);
});

test('cards by type and hash, to a file, listed as JSON', async () => {
  const listed = await command.run(`flow.py card list ${run}/start --as-json --file cards.json`);
  const { pathspec, cards } = JSON.parse(listed.stdout);
  expect({ pathspec, cards }).toMatchObject({
    pathspec: `ForeachFlow/${run}/start/0`,
    cards: [{ id: null, name: 'default', type: 'default' }],
  });
  expect(await command.read('cards.json')).toBe(listed.stdout);
  expect(JSON.parse((await command.run(`flow.py card list --as-json --type blank`)).stdout)).toEqual([]);
  const hash = cards[0].hash.slice('sha256:'.length, 20);
  expect(await command.run(`flow.py card get ${run}/start card.html --type default --hash ${hash}`)).toMatchObject({
    exitCode: 0,
    stdout: '',
  });
  expect(await command.read('card.html')).toContain('<!doctype html>');
  expect((await command.run(`flow.py card get ${run}/start --hash 0000`)).exitCode).toBe(1);
});

test.each([
  ['start --include numbers', (id: string) => `{'${id}/start/0': {'numbers': [1, 2]}}`],
  ['square --include result', (id: string) => `{'${id}/square/0': {'result': 2}, '${id}/square/1': {'result': 4}}`],
])('dump --file writes what is found by the names of tasks: %s', async (words, written) => {
  expect((await command.run(`flow.py dump --file out.pkl ${run}/${words}`)).exitCode).toBe(0);
  const { execFileSync } = await import('node:child_process');
  const program = `import pickle; print(pickle.load(open('${command.folder}/out.pkl', 'rb')))`;
  expect(String(execFileSync('python3', ['-c', program]))).toBe(`${written(run)}\n`);
});

test('help, also of a command', async () => {
  expect(await command.run('flow.py help')).toEqual(await command.run('flow.py --help'));
  expect(await command.run('flow.py help card view')).toEqual(await command.run('flow.py card view --help'));
});

test('--datastore=s3 needs a bucket', async () => {
  expect(await command.run('flow.py --datastore=s3 run')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('needs a bucket') });
  expect((await command.run(`flow.py --datastore-root other logs start`)).stderr).toContain(`has no runs in ${command.folder}/other`);
});

test('hints name the command whose help tells more', async () => {
  expect((await command.run('flow.py card view start --tpye x')).stderr).toContain('See frazil flow.py card view --help');
});

test('cli.artifact-not-found and cards that are not there: what there is is named', async () => {
  const dumped = await command.run(`flow.py dump ${run}/start --include nubmers`);
  expect(dumped).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Did you mean numbers?') });
  expect(await command.run(`flow.py dump ${run}/start --include nubmers --file none.pickle`)).toMatchObject({ exitCode: 0 });
  const card = await command.run(`flow.py card get ${run}/start --id defalt`);
  expect(card).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(`There is ${run}/start/0 --id default.`) });
});

test('--with: a misspelt decorator gets a suggestion', async () => {
  expect(await command.run('flow.py run --with rtry:times=2')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('Did you mean --with retry?'),
  });
});
