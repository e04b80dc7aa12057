import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltCommand, buildCommand } from './testing/command.ts';
import { BROKEN_FLOW, FOREACH_FLOW, REQUIRED_FLOW } from './testing/sample-flows.ts';

let command: BuiltCommand;

beforeAll(async () => {
  command = await buildCommand();
  await command.write('flow.py', FOREACH_FLOW);
  await command.write('broken.py', BROKEN_FLOW);
  await command.write('required.py', REQUIRED_FLOW);
  await command.write('syntax.py', 'def start(:\n');
});
afterAll(() => command.remove());

test.each([
  '--help',
  'flow.py run --help',
  'flow.py card --help',
  'flow.py show',
  'flow.py check',
  'version',
  '--version',
  'completion bash',
])('frazil %s', async (line) => {
  expect(await command.run(line)).toMatchSnapshot();
});

test.each([
  '',
  'rnu',
  'flow.py rnu',
  'run', // cli.flow-missing
  'run flow.py',
  'flow.py --jsn show',
  'flow.py run --facter 3',
  'flow.py run --factor three',
  'flow.py run --max-workers 0',
  'flow.py run --environment=docker',
  'flow.py run --exclude-newer yesterday',
  'required.py run',
  'flow.py logs',
  'flow.py card view',
  'completion powershell',
])('wrong usage: frazil %s', async (line) => {
  const outcome = await command.run(line);
  expect(outcome).toMatchSnapshot();
  expect(outcome).toMatchObject({ exitCode: 2, stdout: '' });
});

test.each([
  'broken.py check',
  'broken.py run',
  'broken.py freeze',
  'syntax.py show',
  'missing.py check',
  'flow.py logs strat',
  'flow.py logs start',
])('known failure: frazil %s', async (line) => {
  const outcome = await command.run(line);
  expect({ ...outcome, stderr: outcome.stderr.replaceAll(command.folder, 'FOLDER') }).toMatchSnapshot();
  expect(outcome.exitCode).toBe(1);
});

test('cli.home-not-writable says how to go on', async () => {
  const outcome = await command.run('flow.py run --environment=local', { FRAZIL_HOME: `${command.folder}/flow.py/home` });
  expect(outcome.exitCode).toBe(1);
  expect(outcome.stderr.replaceAll(command.folder, 'FOLDER')).toMatchInlineSnapshot(`
    "error: Frazil can't keep its files in FOLDER/flow.py/home/cache (ENOTDIR).
      hint: Set FRAZIL_HOME to a folder that can be written to, for example FRAZIL_HOME=/tmp/frazil
    "
  `);
});

test('hints name the program that whoever started it says, and are commands that a shell reads', async () => {
  const wrong = await command.run('flow.py rnu', { FRAZIL_PROGRAM: 'python' });
  expect(wrong.stderr).toContain('See python flow.py --help');
  const run = await command.run('flow.py --environment=local run --store the$store', { FRAZIL_PROGRAM: 'python', TRIP: '1' });
  expect(run.stderr).toContain(`next    python flow.py --store '${command.folder}/the$store' --environment=local resume`);
});

test('errors as JSON lines on stdout', async () => {
  const outcome = await command.run('broken.py check --json');
  const lines = outcome.stdout.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).kind)).toEqual(lines.map(() => 'error'));
  expect(outcome).toMatchObject({ exitCode: 1, stderr: '' });
});

test('colour when forced, stacks when asked', async () => {
  expect((await command.run('rnu', { NO_COLOR: '', FORCE_COLOR: '1' })).stderr).toContain('\x1b[31merror:\x1b[39m');
  expect((await command.run('missing.py check --debug')).stderr).toMatch(/\n {4}at /);
});
