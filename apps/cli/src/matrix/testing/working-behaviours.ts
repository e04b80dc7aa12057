import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sdkDirectory } from '@frazil/python-sdk';
import { expect } from 'vitest';
import { inheritedVariables } from '../../testing/inherited-variables.ts';
import type { Behaviour } from './behaviour.ts';
import { artifactValue, type Cell, logOf, runWhole, subjectsOf } from './cell.ts';

const LINES = Array.from({ length: 300 }, (_, index) => `line ${index}`);

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

/** What steps, runs and those who look at them can do in any shape: one row each. */
export const WORKING_BEHAVIOURS: readonly Behaviour[] = [
  {
    name: 'nothing special, seen by both clients',
    check: async (cell) => {
      const { run, tasks } = await runWhole(cell);
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
      const { run } = await runWhole(cell, 'run --tag nightly --tag old');
      await cell.command.run(`${cell.file} tag add --run-id ${run.id} good`, { FRAZIL_HOME: cell.home });
      await cell.command.run(`${cell.file} tag remove --run-id ${run.id} old`, { FRAZIL_HOME: cell.home });
      expect(await run.tags()).toMatchObject({ user: ['good', 'nightly'], system: expect.arrayContaining(['user:ada']) });
    },
  },
  {
    name: 'cards',
    before: ['from metaflow.cards import Markdown'],
    decorators: ['@card', '@card(type="blank", id="notes")'],
    body: ['current.card["notes"].append(Markdown("value %d" % self.value))'],
    check: async (cell) => {
      for (const task of subjectsOf(cell, await runWhole(cell))) {
        expect(task.cards.map(({ type, id }) => ({ type, id })).sort((a, b) => a.type.localeCompare(b.type))).toMatchObject([
          { type: 'blank', id: 'notes' },
          { type: 'default' },
        ]);
        const documents = await Promise.all(task.cards.map((card) => card.document()));
        expect(JSON.stringify(documents)).toContain(`value ${cell.expected.get(`${task.step}/${task.task}`)}`);
      }
    },
  },
  {
    name: 'parameters',
    members: [
      'given = Parameter("given", type=JSONType, default="{}")',
      'size = Parameter("size", default=3)',
      'who = Parameter("who", required=True)',
    ],
    body: ['self.seen = [self.given, self.size, self.who]'],
    check: async (cell) => {
      const ran = await runWhole(cell, 'run --given {"a":[1,null]} --who eve');
      for (const task of subjectsOf(cell, ran)) expect(await artifactValue(task, 'seen')).toEqual([{ a: [1, null] }, 3, 'eve']);
      expect(ran.run.record.parameters).toEqual({ given: '{"a":[1,null]}', who: 'eve' });
    },
  },
  {
    name: 'environment variables',
    decorators: ['@environment(vars={"MODE": "ice"})'],
    body: ['self.mode = os.environ["MODE"]'],
    check: async (cell) => {
      const ran = await runWhole(cell, 'run', { MODE: 'water' });
      for (const task of subjectsOf(cell, ran)) expect(await artifactValue(task, 'mode')).toBe('ice');
    },
  },
  {
    name: "a step decorator of the user's",
    before: [
      '@user_step_decorator',
      'def around(step_name, flow, inputs, attributes):',
      '    print("before", step_name)',
      '    yield',
      '    flow.after = flow.value + 1',
      '    print("after", attributes["unit"])',
      '',
    ],
    decorators: ['@around(unit="s")'],
    check: async (cell) => {
      for (const task of subjectsOf(cell, await runWhole(cell))) {
        const value = cell.expected.get(`${task.step}/${task.task}`) ?? 0;
        expect(await artifactValue(task, 'after')).toBe(value + 1);
        expect(await logOf(task, 'stdout')).toBe(`before ${task.step}\n${task.step} ${task.task} ${value}\nafter s\n`);
      }
    },
  },
  {
    name: 'logs',
    body: ['for at in range(300): print("line", at); print("line", at, file=sys.stderr)', 'sys.stdout.write("no newline, ")'],
    check: async (cell) => {
      for (const task of subjectsOf(cell, await runWhole(cell))) {
        const value = cell.expected.get(`${task.step}/${task.task}`);
        expect(await logOf(task, 'stdout')).toBe(`${LINES.join('\n')}\nno newline, ${task.step} ${task.task} ${value}\n`);
        expect(await logOf(task, 'stderr')).toBe(`${LINES.join('\n')}\n`);
      }
    },
  },
  {
    name: 'current',
    body: [
      'self.facts = [current.flow_name, current.run_id, current.step_name, current.task_id, current.pathspec]',
      'self.facts += [current.origin_run_id, current.username, current.retry_count, current.is_running_flow, sorted(current.tags)[-1]]',
    ],
    check: async (cell) => {
      const ran = await runWhole(cell, 'run --tag zeta');
      for (const task of subjectsOf(cell, ran)) {
        const place = ['GrownFlow', ran.run.id, task.step, task.task, task.pathspec];
        expect(await artifactValue(task, 'facts')).toEqual([...place, null, 'ada', 0, true, 'zeta']);
      }
      const again = await runWhole(cell, `resume ${cell.subject} --tag zeta --origin-run-id ${ran.run.id}`);
      for (const task of subjectsOf(cell, again))
        expect(await artifactValue(task, 'facts')).toMatchObject({ 1: again.run.id, 5: ran.run.id });
    },
  },
  {
    name: 'types of artifacts',
    before: ['import datetime, decimal', 'class Odd:', '    size = 3', ''],
    body: [
      'self.plain = [None, True, 1.5, "é", {"a": [1]}]',
      'self.raw = b"\\x00\\xff"',
      'self.big = "x" * 2_000_000',
      'self.day = datetime.date(2024, 2, 29)',
      'self.odd = Odd()',
    ],
    check: async (cell) => {
      for (const task of subjectsOf(cell, await runWhole(cell))) {
        expect(await artifactValue(task, 'plain')).toEqual([null, true, 1.5, 'é', { a: [1] }]);
        expect(await artifactValue(task, 'raw')).toEqual(Buffer.from([0, 255]));
        expect(await artifactValue(task, 'big')).toHaveLength(2_000_000);
        expect(['day', 'odd'].map((name) => task.artifact(name).type)).toEqual([
          expect.stringContaining('date'),
          expect.stringContaining('Odd'),
        ]);
      }
    },
  },
];

/** Reads a run with the Python client. */
async function readInPython({ command, home, expected }: Cell, run: string): Promise<string> {
  const env = {
    ...inheritedVariables(),
    ...{ USER: 'ada', FRAZIL_HOME: home, FRAZIL_NODE: process.execPath, PYTHONPATH: sdkDirectory() },
    FRAZIL_CLI: join(command.folder, 'bundle/frazil.js'),
  };
  const words = ['-B', '-c', READER, run, JSON.stringify(Object.fromEntries(expected))];
  return (await promisify(execFile)(process.env.FRAZIL_PYTHON ?? 'python3', words, { env })).stdout;
}
