import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sdkDirectory } from '@frazil/python-sdk';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { type BuiltCommand, buildCommand } from './testing/command.ts';
import { inheritedVariables } from './testing/inherited-variables.ts';

vi.setConfig({ testTimeout: 60_000 });

// The first attempt of `start` fails, `end` fails for good; all write what nobody should see.
const LEAKY_FLOW = `import sys
from metaflow import FlowSpec, current, retry, step


class LeakyFlow(FlowSpec):
    @retry(times=1, minutes_between_retries=0)
    @step
    def start(self):
        print('secret out')
        print('secret err', file=sys.stderr)
        if current.retry_count == 0:
            raise ValueError('secret raised')
        self.next(self.end)

    @step
    def end(self):
        print('secret end')
        raise ValueError('secret raised')


if __name__ == '__main__':
    LeakyFlow()
`;

const READ_PROGRAM = `from metaflow import Flow
run = Flow('LeakyFlow').latest_run
start, end = run['start'].task, run['end'].task
said = [start.stdout, start.stderr, end.stdout, end.stderr, str(end.exception), *(line for _, line in start.loglines('stdout'))]
assert all('secret' not in each and '(scrubbed by ada' in each for each in said), said
assert start.successful and not run.successful and end.exception.type == 'ValueError'
print('well')
`;

let command: BuiltCommand;
beforeEach(async () => {
  command ??= await buildCommand();
  await command.write('leaky.py', LEAKY_FLOW);
  expect(await command.run('leaky.py run')).toMatchObject({ exitCode: 1 });
});
afterAll(() => command.remove());

async function logsOf(words: string) {
  const { stdout, stderr } = await command.run(`leaky.py logs ${words}`);
  return { stdout: stdout.trimEnd(), stderr };
}

const NOTICE = expect.stringMatching(/^\(scrubbed by ada at \S+Z\)$/);

test('the last attempt of tasks that are done; for others there is cli.nothing-to-scrub', async () => {
  const scrubbed = await command.run('leaky.py logs scrub start');
  expect(scrubbed).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(/^Logs of \d+\/start\/0 are scrubbed, attempt 1\.\n$/) });
  expect(await logsOf('start')).toEqual({ stdout: NOTICE, stderr: expect.not.stringContaining('secret') });
  expect((await logsOf('start --attempt 0')).stderr).toContain('ValueError: secret raised');
  const refused = await command.run('leaky.py logs scrub end');
  expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('--include-not-done') });
  expect((await logsOf('end')).stdout).toBe('secret end');
});

test('one stream, one attempt', async () => {
  await command.run('leaky.py logs scrub start --stderr --attempt 0');
  expect(await logsOf('start')).toEqual({ stdout: 'secret out', stderr: 'secret err\n' });
  const first = await logsOf('start --attempt 0');
  expect(first.stdout).toBe('secret out');
  expect(first.stderr).not.toContain('secret');
  expect(await command.run('leaky.py logs scrub start --attempt 7')).toMatchObject({ stderr: expect.stringContaining('no such attempt') });
});

test('all attempts, also of what failed and of what was copied: nobody sees them any more, and records stay valid', async () => {
  await command.run('leaky.py resume');
  await command.run('leaky.py logs scrub start --all');
  await command.run('leaky.py logs scrub end --include-not-done');
  for (const words of ['start --attempt 0', 'start', 'end']) {
    const { stdout, stderr } = await logsOf(words);
    expect(stdout + stderr, words).not.toContain('secret');
  }
  const env = {
    ...inheritedVariables(),
    ...{ USER: 'ada', FRAZIL_HOME: join(command.folder, 'home'), FRAZIL_NODE: process.execPath, PYTHONPATH: sdkDirectory() },
    FRAZIL_CLI: join(command.folder, 'bundle/frazil.js'),
  };
  await command.write('read.py', READ_PROGRAM);
  expect((await promisify(execFile)('python3', ['-B', 'read.py'], { cwd: command.folder, env })).stdout).toBe('well\n');
});
