import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sdkDirectory } from '@frazil/python-sdk';
import { expect } from 'vitest';
import { inheritedVariables } from '../../testing/inherited-variables.ts';
import type { Addition } from './addition.ts';
import type { LocalCell } from './local-cell.ts';
import { artifactValue, logOf, type RanFlow, subjectsOf } from './ran-flow.ts';

/** What can be done with a flow of any shape on this machine, by as many commands as it takes. */
export interface LocalBehaviour extends Addition {
  check(cell: LocalCell): Promise<void>;
}

const READER = `
import json, sys
from metaflow import Run, Task, namespace
namespace(None)
run = Run("GrownFlow/" + sys.argv[1])
expected = json.loads(sys.argv[2])
assert run.successful and run.finished
found = {"%s/%s" % (step.id, task.id): task.data.value for step in run for task in step}
assert found == expected, (found, expected)
for name, value in expected.items():
    task = Task(run.pathspec + "/" + name)
    assert task.successful and task.current_attempt == 0 and task.exception is None
    assert task.stdout == "%s %s\\n" % (name.replace("/", " "), value) and task.stderr == ""
print("all is well")
`;

/** One row each. */
export const LOCAL_BEHAVIOURS: readonly LocalBehaviour[] = [
  {
    name: 'nothing special, seen by both clients',
    check: async (cell) => {
      const { run, tasks } = await cell.runWhole();
      expect(run.record).toMatchObject({ username: 'ada', parameters: {} });
      for (const [name, task] of tasks) {
        expect(await task.attempts()).toMatchObject([{ attempt: 0, end: { kind: 'done' } }]);
        expect(await logOf(task, 'stdout')).toBe(`${name.replace('/', ' ')} ${cell.expected.get(name)}\n`);
      }
      expect(await readInPython(cell, run.id)).toBe('all is well\n');
    },
  },
  {
    name: 'tags',
    check: async (cell) => {
      const { run } = await cell.runWhole('run --tag nightly --tag old');
      await cell.command.run(`${cell.file} tag add --run-id ${run.id} good`, { FRAZIL_HOME: cell.home });
      await cell.command.run(`${cell.file} tag remove --run-id ${run.id} old`, { FRAZIL_HOME: cell.home });
      expect(await run.tags()).toMatchObject({ user: ['good', 'nightly'], system: expect.arrayContaining(['user:ada']) });
    },
  },
  {
    name: '--with retry',
    body: ['self.tries = current.retry_count', 'if current.retry_count == 0: raise ValueError("at first")'],
    check: async (cell) => {
      for (const task of subjectsOf(cell, await cell.runWhole('run --with retry:times=1,minutes_between_retries=0'))) {
        expect(await task.attempts()).toMatchObject([{ end: { kind: 'failed' } }, { attempt: 1, end: { kind: 'done' } }]);
        expect(await artifactValue(task, 'tries')).toBe(1);
      }
    },
  },
  {
    name: 'retry that is not enough',
    decorators: ['@retry(times=1, minutes_between_retries=0)'],
    body: ['raise ValueError("always")'],
    check: async (cell) => {
      const ran = await cell.run('run --max-workers 1');
      expect(ran).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(`step ${cell.subject} failed: ValueError: always`) });
      expect(ran.run.record).toMatchObject({ status: 'failed', problem: { code: 'runtime.task-failed' } });
      const [first] = cell.subjects;
      expect(await ran.tasks.get(first ?? '')?.attempts()).toMatchObject([
        { attempt: 0, end: { kind: 'failed', exception: { type: 'ValueError', message: 'always' } } },
        { attempt: 1, end: { kind: 'failed' } },
      ]);
      expect(ran.tasks.has('end/0')).toBe(false);
    },
  },
  {
    name: 'resume',
    body: ['if os.environ.get("TRIP"): raise ValueError("tripped")'],
    check: async (cell) => {
      const failed = await cell.run('run --max-workers 1', { TRIP: '1' });
      expect(failed.exitCode).toBe(1);
      const done = [...failed.tasks].filter(([, { record }]) => record !== undefined).map(([name]) => name);
      const resumed = await cell.runWhole(`resume --origin-run-id ${failed.run.id}`);
      expect(resumed.run.record.origin).toEqual({ run: failed.run.id });
      expect(clonesIn(resumed)).toEqual(done.sort());
    },
  },
  {
    name: 'resume from a step',
    body: ['self.facts = [current.run_id, current.origin_run_id]'],
    check: async (cell) => {
      const first = await cell.runWhole();
      const resumed = await cell.runWhole(`resume ${cell.subject} --origin-run-id ${first.run.id}`);
      const before = [...cell.expected.keys()].filter((name) => !cell.after.has(name.split('/')[0] ?? ''));
      expect(clonesIn(resumed)).toEqual(before.sort());
      expect(resumed.tasks.get('start/0')?.record?.origin).toBe(`GrownFlow/${first.run.id}/start/0`);
      for (const task of subjectsOf(cell, resumed)) expect(await artifactValue(task, 'facts')).toEqual([resumed.run.id, first.run.id]);
    },
  },
];

function clonesIn({ tasks }: RanFlow): readonly string[] {
  return [...tasks]
    .filter(([, { record }]) => record?.origin !== undefined)
    .map(([name]) => name)
    .sort();
}

/** Reads a run with the Python client. */
async function readInPython({ command, home, expected }: LocalCell, run: string): Promise<string> {
  const env = {
    ...inheritedVariables(),
    ...{ USER: 'ada', FRAZIL_HOME: home, FRAZIL_NODE: process.execPath, PYTHONPATH: sdkDirectory() },
    FRAZIL_CLI: join(command.folder, 'bundle/frazil.js'),
  };
  const words = ['-B', '-c', READER, run, JSON.stringify(Object.fromEntries(expected))];
  return (await promisify(execFile)(process.env.FRAZIL_PYTHON ?? 'python3', words, { env })).stdout;
}
