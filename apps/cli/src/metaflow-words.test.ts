import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltCommand, buildCommand, stable } from './testing/command.ts';
import { FOREACH_FLOW } from './testing/sample-flows.ts';

// Command lines as people type them for Metaflow.

const PROJECT_FLOW = `from metaflow import Flow, FlowSpec, current, get_namespace, project, step


@project(name="ice")
class ProjectFlow(FlowSpec):
    @step
    def start(self):
        print(current.project_flow_name, current.namespace, get_namespace())
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
  ['--production run --namespace production:x', 'ice.prod.ProjectFlow production:x production:x'],
  ['--branch snow --production run --namespace=', 'ice.prod.snow.ProjectFlow None None'],
])('project.py %s', async (words, said) => {
  expect((await command.run(`project.py ${words}`)).stdout).toContain(said);
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
  expect({ pathspec, cards }).toMatchObject({ pathspec: `ForeachFlow/${run}/start/0`, cards: [{ id: 'default', type: 'default' }] });
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

test('dump --file writes what is found by the name of the task', async () => {
  expect((await command.run(`flow.py dump ${run}/start --file out.pkl --include numbers`)).exitCode).toBe(0);
  const { execFileSync } = await import('node:child_process');
  const program = `import pickle; print(pickle.load(open('${command.folder}/out.pkl', 'rb')))`;
  expect(String(execFileSync('python3', ['-c', program]))).toBe(`{'${run}/start/0': {'numbers': [1, 2]}}\n`);
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
  const card = await command.run(`flow.py card get ${run}/start --id defalt`);
  expect(card).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(`There is ${run}/start/0 --id default.`) });
});

test('--with: a misspelt decorator gets a suggestion', async () => {
  expect(await command.run('flow.py run --with rtry:times=2')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('Did you mean --with retry?'),
  });
});
