import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltCommand, buildCommand, stable } from './testing/command.ts';
import { ENDLESS_FLOW, FOREACH_FLOW } from './testing/sample-flows.ts';

let command: BuiltCommand;

beforeAll(async () => {
  command = await buildCommand();
  await command.write('flow.py', FOREACH_FLOW);
  await command.write('endless.py', ENDLESS_FLOW);
});
afterAll(() => command.remove());

test('a run, its logs, its artifacts, its cards; a failure and its resume', async () => {
  const run = await command.run('flow.py --environment=local run --factor 10 --max-workers 1 --run-id-file id --tag a');
  expect({ ...run, stdout: stable(run.stdout), stderr: stable(run.stderr) }).toMatchSnapshot('run');
  expect(await readFile(join(command.folder, 'id'), 'utf8')).toMatch(/^\d+$/);

  expect(await command.run('flow.py logs start')).toEqual({ exitCode: 0, stdout: 'to stdout\n', stderr: 'to stderr\n' });
  expect(await command.run('flow.py logs start/0 --stderr')).toEqual({ exitCode: 0, stdout: 'to stderr\n', stderr: '' });
  expect((await command.run('flow.py dump start')).stdout).toMatchInlineSnapshot(`
    "factor [int, 5 B] = 10
    numbers [list, 20 B] = [1, 2]
    "
  `);
  expect((await command.run('flow.py dump square --include result --max-value-size 0')).stdout).toMatchInlineSnapshot(`
    "result [int, 5 B]
    result [int, 5 B]
    "
  `);
  expect((await command.run('flow.py dump collect --include results --json')).stdout).toContain('"value":"[10, 20]"');
  expect(stable((await command.run('flow.py card list')).stdout)).toMatch(/^RUN\/start\/0/);
  expect(await command.run('flow.py card view square')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('There is no card of square.'),
  });

  const card = await command.run('flow.py card get start');
  expect(card.stdout).toMatch(/^<!doctype html>/i);
  expect(card.stdout).toContain('ForeachFlow');
  const view = await command.run('flow.py card view start');
  expect(await readFile(view.stdout.trimEnd(), 'utf8')).toBe(card.stdout);
  await command.run('flow.py card view start --output cards/start.html');
  expect(await readFile(join(command.folder, 'cards/start.html'), 'utf8')).toBe(card.stdout);

  const failure = await command.run('flow.py --environment=local run', { TRIP: '1' });
  expect(failure.exitCode).toBe(1);
  expect(failure.stderr.match(/Traceback/g)).toHaveLength(1);
  expect(failure.stderr).toContain('error: flow.py:');
  expect((await command.run('flow.py logs end')).stderr).toContain('ValueError: tripped');
  expect((await command.run('flow.py dump end --include trips')).stdout).toBe('trips [int, 5 B] = 1\n');
  expect((await command.run('flow.py logs end/7')).stderr).toContain('Nothing is recorded for');
  expect((await command.run('flow.py logs 17/end')).stderr).toContain('has no run 17');

  const resumed = await command.run('flow.py --environment=local resume --max-workers 1');
  expect({ ...resumed, stdout: stable(resumed.stdout), stderr: stable(resumed.stderr) }).toMatchSnapshot('resume');
});

test('events as JSON lines', async () => {
  const { stdout, stderr, exitCode } = await command.run('flow.py run --environment=local --json');
  const kinds = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).kind);
  expect(kinds).toEqual(
    expect.arrayContaining(['frozen', 'run-started', 'task-started', 'task-log', 'task-finished', 'foreach-started', 'run-finished']),
  );
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
});

test('quiet: data, warnings and errors only', async () => {
  const { stdout, stderr } = await command.run('flow.py run --environment=local --quiet');
  expect(stable(stdout)).toBe('TIME [RUN/start/0] to stdout\n');
  expect(stable(stderr)).toBe('TIME [RUN/start/0] to stderr\n');
});

test('cli.interrupted: Ctrl-C once ends the tasks, records the run, says how to go on', async () => {
  const started = command.start('endless.py run');
  await started.shows('at work');
  started.interrupt();
  const { exitCode, stderr } = await started.outcome;
  expect(exitCode).toBe(130);
  expect(stderr).toContain('Stopping … (Ctrl-C again to stop at once)');
  expect(stderr).toContain('was interrupted');
  expect((await command.run('endless.py logs start')).stdout).toBe('at work\n');
  // cli.task-unfinished
  expect((await command.run('endless.py dump start')).stderr).toContain('neither done nor failed');
});

test('Ctrl-C twice kills tasks that will not end', async () => {
  const started = command.start('endless.py run', { DEAF: '1' });
  await started.shows('at work');
  started.interrupt();
  await started.shows('Stopping');
  started.interrupt();
  expect((await started.outcome).exitCode).toBe(130);
});
