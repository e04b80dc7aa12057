import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltCommand, buildCommand } from '../testing/command.ts';

const LAKE_FLOW = `
from metaflow import FlowSpec, step

class Lake(FlowSpec):
    @step
    def start(self):
        self.depth = 3
        self.next(self.end)

    @step
    def end(self):
        assert self.depth > 2, "too shallow"
`;

const ICE_FLOW = `
from metaflow import FlowSpec, Run, current, step, trigger_on_finish

@trigger_on_finish(flow="Lake")
class Ice(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        print("started by", hasattr(current, "trigger") and (current.trigger.event.type, current.trigger.run.pathspec, current.trigger["Lake"].data.depth))
        recorded = Run(current.run.pathspec).trigger
        print("recorded", recorded and recorded.event == current.trigger.event)
`;

let command: BuiltCommand;
beforeAll(async () => {
  command = await buildCommand();
  await command.write('lake.py', LAKE_FLOW);
  await command.write('shallow.py', LAKE_FLOW.replace('depth = 3', 'depth = 1').replace('Lake', 'Pond'));
  await command.write('ice.py', ICE_FLOW);
});
afterAll(() => command.remove());

async function runOf(flow: string, exitCode: number): Promise<string> {
  const ended = await command.run(`${flow} run --run-id-file id`);
  expect(ended.exitCode, ended.stderr).toBe(exitCode);
  return (await command.read('id')).trim();
}

test('a run that the end of another one is said to have started knows it', { timeout: 30_000 }, async () => {
  const lake = `Lake/${await runOf('lake.py', 0)}`;
  const { stdout, stderr } = await command.run(`ice.py --trigger ${lake} run`);
  expect(stdout, stderr).toContain(`started by ('run', '${lake}', 3)`);
  expect(stdout).toContain('recorded True');
  const alone = await command.run('ice.py run');
  expect(alone.stdout, alone.stderr).toContain('started by False');
});

test('what started nothing is refused: cli.trigger-not-done', { timeout: 30_000 }, async () => {
  const pond = `Pond/${await runOf('shallow.py', 1)}`;
  const refused = async (line: string) => (await command.run(line)).stderr;
  expect(await refused(`ice.py run --trigger ${pond}`)).toContain(`The run ${pond} of --trigger is failed: it started nothing.`);
  expect(await refused('ice.py run --trigger Lake/1')).toContain('Lake has no run 1');
  expect(await refused('ice.py run --trigger Lake')).toContain('--trigger Lake names no run.');
  expect(await refused(`lake.py run --trigger ${pond}`)).toContain('Lake has none.');
});
