import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAttempts, readCard, readRun, readTask } from '@frazil/runtime';
import type { WrittenFlow } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hydrate } from './commands/hydrate.ts';
import { task } from './commands/task.ts';
import type { Variables } from './settings/settings.ts';
import { type DeployedFlow, deployFlow } from './testing/deploy-flow.ts';
import { readFlowFile } from './testing/read-flow-file.ts';
import { type CommandResult, runCommand } from './testing/run-command.ts';

const SOURCE = `
import os, time
from metaflow import FlowSpec, JSONType, Parameter, card, current, environment, retry, secrets, step, timeout

class BehaviourFlow(FlowSpec):
    count = Parameter('count', type=int, required=True)
    rate = Parameter('rate', type=float, default=0.5)
    flag = Parameter('flag', type=bool, default=False)
    config = Parameter('config', type=JSONType, default='{"a": 1}')
    computed = Parameter('computed', default=lambda context: 'computed')

    @card
    @retry(times=2, minutes_between_retries=0)
    @environment(vars={'MODE': 'fast'})
    @secrets(sources=['environment.CI_TOKEN', {'type': 'inline', 'options': {'env_vars': {'PIN': '1234'}}}])
    @step
    def start(self):
        print(repr(self.count), repr(self.rate), self.flag, self.config, self.computed)
        print(os.environ['MODE'], os.environ['CI_TOKEN'], os.environ['PIN'], current.retry_count)
        if current.retry_count == 0:
            raise ValueError('the first attempt')
        self.next(self.slow)

    @timeout(seconds=1)
    @step
    def slow(self):
        print('PIN' in os.environ, 'MODE' in os.environ, flush=True)
        time.sleep(60)
        self.next(self.end)

    @step
    def end(self):
        pass
`;

let folder: string;
let written: WrittenFlow;
let flow: DeployedFlow;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'frazil-behaviour-'));
  writeFileSync(join(folder, 'behaviour.py'), SOURCE);
  written = await readFlowFile(join(folder, 'behaviour.py'));
  flow = await deployFlow(written);
  const hydrated = await runCommand(hydrate, { ...flow.variables, FRAZIL_STEP: 'start' });
  expect(hydrated.code).toBe(0);
});
afterAll(() => {
  flow[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

function run(id: string, changes: Variables): Promise<CommandResult> {
  const given = { ...flow.variables, FRAZIL_RUN: id, FRAZIL_STEP: 'start', FRAZIL_PATH: '0', CI_TOKEN: 'token' };
  return runCommand(task, { ...given, ...changes });
}

const keyOf = (run: string, step: string) => ({ flow: 'BehaviourFlow', run: `argo-${run}`, step, task: '0' });

test('parameters, variables, secrets, a card, and a second attempt that knows that it is one', async () => {
  const parameters = JSON.stringify({ count: 3, flag: true, config: { b: [null] }, other: 'ignored' });
  const first = await run('all', { FRAZIL_PARAMETERS: parameters });
  expect(first).toMatchObject({ code: 1, log: expect.stringContaining('ValueError: the first attempt') });
  const second = await run('all', { FRAZIL_PARAMETERS: parameters, FRAZIL_ATTEMPT: '1' });
  expect(second).toMatchObject({ code: 0, lines: ["3 0.5 True {'b': [None]} computed", 'fast token 1234 1'] });
  const attempts = await readAttempts(flow.store, keyOf('all', 'start'));
  expect(attempts.map(({ attempt, end }) => [attempt, end.kind])).toEqual([
    [0, 'failed'],
    [1, 'done'],
  ]);
  const cards = (await readTask(flow.store, keyOf('all', 'start')))?.cards ?? [];
  expect(cards).toHaveLength(1);
  for (const card of cards) expect((await readCard(flow.store, card)).length).toBeGreaterThan(0);
  expect((await readRun(flow.store, 'BehaviourFlow', 'argo-all')).parameters).toMatchObject({ count: '3', flag: 'true' });
});

test('a step that takes too long is ended, and fails', async () => {
  const parameters = { FRAZIL_PARAMETERS: '{"count": 1}', FRAZIL_ATTEMPT: '1' };
  expect((await run('slow', parameters)).code).toBe(0);
  const slow = await run('slow', { FRAZIL_STEP: 'slow' });
  expect(slow).toMatchObject({ code: 1, lines: ['False False'], log: expect.stringContaining('longer than the 1 seconds') });
  expect((await readAttempts(flow.store, keyOf('slow', 'slow'))).map(({ end }) => end.kind)).toEqual(['timed-out']);
});

test.each([
  ['missing', {}, "parameter 'count' has no value and no default"],
  ['wrong', { FRAZIL_PARAMETERS: '{"count": "three"}' }, "parameter 'count' should be a whole number, and 'three' isn't"],
] as const)('a parameter that is %s is named, and trying again does not help', async (name, changes, message) => {
  expect(await run(name, changes)).toMatchObject({ code: 70, lines: [], log: expect.stringContaining(message) });
});

test('a secret that is not there is named, and nothing of the step runs', async () => {
  const result = await run('secret', { FRAZIL_PARAMETERS: '{"count": 1}', CI_TOKEN: undefined });
  expect(result).toMatchObject({ code: 70, lines: [], log: expect.stringContaining('There is no secret CI_TOKEN in environment') });
});
