import { expect } from 'vitest';
import type { Behaviour } from './behaviour.ts';
import { artifactValue, logOf, subjectsOf } from './ran-flow.ts';

const LINES = Array.from({ length: 300 }, (_, index) => `line ${index}`);

/** What steps can do in any shape, wherever it runs, alone or together, in this order: one row each. */
export const BEHAVIOURS: readonly Behaviour[] = [
  {
    name: 'retry',
    decorators: ['@retry(times=1, minutes_between_retries=0)'],
    body: [
      'print("try", current.retry_count)',
      'self.tries = current.retry_count',
      'if current.retry_count == 0: raise ValueError("at first")',
    ],
    check: async (cell, ran) => {
      for (const task of subjectsOf(cell, ran)) {
        const failed = { attempt: 0, end: { kind: 'failed', exception: { type: 'ValueError', message: 'at first' } } };
        expect(await task.attempts()).toMatchObject([failed, { attempt: 1, end: { kind: 'done' } }]);
        expect(task.record?.attempt).toBe(1);
        expect(await artifactValue(task, 'tries')).toBe(1);
        expect(await logOf(task, 'stdout', 0)).toMatch(/^try 0\n$/m);
        expect(await logOf(task, 'stderr', 0)).toMatch(/ValueError: at first/);
        expect(await logOf(task, 'stdout')).toMatch(/^try 1$/m);
      }
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
    check: async (cell, ran) => {
      for (const task of subjectsOf(cell, ran)) {
        const value = cell.expected.get(`${task.step}/${task.task}`) ?? 0;
        const ending = `${task.step} ${task.task} ${value}\nafter s\n`;
        expect(await artifactValue(task, 'after')).toBe(value + 1);
        const log = await logOf(task, 'stdout');
        expect([log.slice(0, log.indexOf('\n')), log.slice(-ending.length)]).toEqual([`before ${task.step}`, ending]);
      }
    },
  },
  {
    name: 'cards',
    before: ['from metaflow.cards import Markdown'],
    decorators: ['@card', '@card(type="blank", id="notes")'],
    body: ['current.card["notes"].append(Markdown("value %d" % self.value))'],
    check: async (cell, ran) => {
      for (const task of subjectsOf(cell, ran)) {
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
    given: { parameters: { given: '{"a":[1,null]}', who: 'eve' } },
    check: async (cell, ran) => {
      for (const task of subjectsOf(cell, ran)) expect(await artifactValue(task, 'seen')).toEqual([{ a: [1, null] }, 3, 'eve']);
      expect(ran.run.record.parameters).toMatchObject({ given: '{"a":[1,null]}', who: 'eve' });
    },
  },
  {
    name: 'environment variables',
    decorators: ['@environment(vars={"MODE": "ice"})'],
    body: ['self.mode = os.environ["MODE"]'],
    given: { variables: { MODE: 'water' } },
    check: async (cell, ran) => {
      for (const task of subjectsOf(cell, ran)) expect(await artifactValue(task, 'mode')).toBe('ice');
    },
  },
  {
    name: 'current',
    body: [
      'self.facts = [current.flow_name, current.run_id, current.step_name, current.task_id, current.pathspec]',
      'self.facts += [current.origin_run_id, current.username, current.retry_count, current.is_running_flow, sorted(current.tags)[-1]]',
    ],
    given: { tags: ['zeta'] },
    check: async (cell, ran) => {
      for (const task of subjectsOf(cell, ran)) {
        const place = ['GrownFlow', ran.run.id, task.step, task.task, task.pathspec];
        expect(await artifactValue(task, 'facts')).toEqual([...place, null, ran.run.record.username, task.record?.attempt, true, 'zeta']);
      }
      expect(await ran.run.tags()).toMatchObject({ user: ['zeta'] });
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
    check: async (cell, ran) => {
      for (const task of subjectsOf(cell, ran)) {
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
  {
    name: 'logs',
    body: ['for at in range(300): print("line", at); print("line", at, file=sys.stderr)', 'sys.stdout.write("no newline, ")'],
    check: async (cell, ran) => {
      for (const task of subjectsOf(cell, ran)) {
        const value = cell.expected.get(`${task.step}/${task.task}`);
        expect(await logOf(task, 'stdout')).toContain(`${LINES.join('\n')}\nno newline, ${task.step} ${task.task} ${value}\n`);
        expect(await logOf(task, 'stderr')).toBe(`${LINES.join('\n')}\n`);
      }
    },
  },
];

/** Those that another one would disturb: each needs a run of its own. */
export const LONE_BEHAVIOURS: readonly Behaviour[] = [
  {
    name: 'catch',
    decorators: ['@catch(var="problem", print_exception=False)'],
    body: ['self.before = 7', 'raise ValueError("caught")'],
    check: async (cell, ran) => {
      for (const task of subjectsOf(cell, ran)) {
        expect(task.artifact('problem').type).toMatch(/CaughtException|FailureHandledByCatch|ExceptionProxy|Exception/);
        expect(await artifactValue(task, 'before')).toBe(7);
        expect(await task.attempts()).toMatchObject([{ attempt: 0, end: { kind: 'done' } }]);
      }
    },
  },
  {
    name: 'timeout',
    decorators: ['@timeout(seconds=8)', '@retry(times=1, minutes_between_retries=0)'],
    body: ['self.tries = current.retry_count', 'if current.retry_count == 0: time.sleep(60)'],
    check: async (cell, ran) => {
      for (const task of subjectsOf(cell, ran)) {
        expect(await task.attempts()).toMatchObject([{ end: { kind: 'timed-out', seconds: 8 } }, { end: { kind: 'done' } }]);
        expect(await artifactValue(task, 'tries')).toBe(1);
      }
    },
  },
];
