import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Flow, planFlow } from '@frazil/core';
import { readRun } from '@frazil/runtime';
import { walkPlan } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DeployedFlow, deployFlow } from '../testing/deploy-flow.ts';
import { readFlowFile } from '../testing/read-flow-file.ts';
import { readOut } from '../testing/read-out.ts';
import { type CommandResult, runCommand } from '../testing/run-command.ts';
import { hooks } from './hooks.ts';
import { hydrate } from './hydrate.ts';
import { task } from './task.ts';

const SOURCE = `from metaflow import *
import os

def rejoice(run):
    print("hurrah", run.pathspec, run.successful)

def mourn():
    raise ValueError("alas")

@user_step_decorator
def noted(step_name, flow, inputs):
    yield
    print("noted", step_name)

class Adds(FlowMutator):
    def mutate(self, flow):
        flow.last.add_decorator(noted)

@Adds
@exit_hook(on_success=[rejoice], on_error=[mourn])
@project(name="ice")
class DeployedFlow(FlowSpec):
    config = Config("config", default_value={"mode": "fast"})
    who = Parameter("who", default=lambda context: "nobody")
    data = IncludeFile("data", default="nowhere.txt")

    @environment(vars={"MODE": config.mode})
    @step(start=True)
    def first(self):
        print(os.environ["MODE"], self.config.mode, self.who, self.data, current.project_name, current.branch_name)
        self.next(self.middle)

    @catch(var="problem")
    @retry(times=1)
    @step
    def middle(self):
        os.kill(os.getpid(), 9)
        self.next(self.last)

    @step(end=True)
    def last(self):
        print(self.problem.exception)
`;

let deployed: DeployedFlow;
let flow: Flow;
const lines: string[] = [];

async function run(command: typeof task, variables: Readonly<Record<string, string>>): Promise<CommandResult> {
  const result = await runCommand(command, { ...deployed.variables, ...variables });
  lines.push(...result.lines);
  return result;
}

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'frazil-deployed-'));
  writeFileSync(join(folder, 'deployed.py'), SOURCE);
  const written = await readFlowFile(join(folder, 'deployed.py'));
  rmSync(folder, { recursive: true });
  const texts: Readonly<Record<string, string>> = { who: 'ada', data: 'data:;base64,aWNl' };
  const parameters = written.flow.parameters.map((each) => ({ ...each, deployedDefault: texts[each.name] ?? '' }));
  flow = { ...written.flow, parameters };
  deployed = await deployFlow({ ...written, flow }, { project: { name: 'ice', branch: 'test.b', production: false } });
});
afterAll(() => deployed[Symbol.dispose]());

test('what makes a flow what it is comes along: configurations, mutators, included files, the project, @catch', async () => {
  await walkPlan(planFlow(flow, { environments: new Map() }), async (place, path) => {
    const out = join(deployed.folder, 'out', place);
    const given = { FRAZIL_STEP: place, FRAZIL_PATH: path, FRAZIL_OUT: out };
    expect((await run(hydrate, given)).code).toBe(0);
    const first = await run(task, given);
    if (place !== 'middle') expect(first).toMatchObject({ code: 0 });
    else {
      expect(first.code).toBe(1);
      expect(await run(task, { ...given, FRAZIL_ATTEMPT: '1' })).toMatchObject({ code: 0 });
    }
    return readOut(out);
  });
  expect(lines).toContain('fast fast ada ice ice test.b');
  expect(lines).toContain('The process was killed by SIGKILL, often because the system ran out of memory.');
  expect(lines).toContain('noted last');
  expect(await readRun(deployed.store, 'DeployedFlow', 'argo-grown-1')).toMatchObject({
    status: 'done',
    configs: { config: { mode: 'fast' } },
  });
});

test('exit hooks run where a step would, and what they do changes nothing', async () => {
  const given = { FRAZIL_STEP: 'last' };
  expect((await run(hydrate, given)).code).toBe(0);
  const good = await run(hooks, { ...given, FRAZIL_STATUS: 'done' });
  expect(good).toMatchObject({ code: 0, lines: ['hurrah DeployedFlow/argo-grown-1 True'] });
  const bad = await run(hooks, { ...given, FRAZIL_STATUS: 'failed' });
  expect(bad).toMatchObject({ code: 0, log: expect.stringContaining('An exit hook failed, of mourn.') });
  expect(bad.lines).toContain('ValueError: alas');
  expect((await run(hooks, given)).code).toBe(2);
});
