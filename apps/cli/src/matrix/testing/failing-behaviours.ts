import { expect } from 'vitest';
import type { Behaviour } from './behaviour.ts';
import { artifactValue, logOf, type RanFlow, runWhole, subjectsOf } from './cell.ts';

const RETRY = '@retry(times=1, minutes_between_retries=0)';
const FIRST_FAILS = 'if current.retry_count == 0: raise ValueError("at first")';
const TRIPS = 'if os.environ.get("TRIP"): raise ValueError("tripped")';

/** What happens when a step doesn't do it at once: one row each. */
export const FAILING_BEHAVIOURS: readonly Behaviour[] = [
  {
    name: 'retry',
    decorators: [RETRY],
    body: ['print("try", current.retry_count)', 'self.tries = current.retry_count', FIRST_FAILS],
    check: async (cell) => checkSecondTry(subjectsOf(cell, await runWhole(cell)), /ValueError: at first/),
  },
  {
    name: '--with retry',
    body: ['print("try", current.retry_count)', 'self.tries = current.retry_count', FIRST_FAILS],
    check: async (cell) => {
      const ran = await runWhole(cell, 'run --with retry:times=1,minutes_between_retries=0');
      await checkSecondTry(subjectsOf(cell, ran), /ValueError: at first/);
    },
  },
  {
    name: 'retry that is not enough',
    decorators: [RETRY],
    body: ['raise ValueError("always")'],
    check: async (cell) => {
      const ran = await cell.run('run --max-workers 1');
      expect(ran.outcome).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(`step ${cell.subject} failed: ValueError: always`) });
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
    name: 'catch',
    decorators: ['@catch(var="problem", print_exception=False)'],
    body: ['self.before = 7', 'raise ValueError("caught")'],
    check: async (cell) => {
      for (const task of subjectsOf(cell, await runWhole(cell))) {
        expect(task.artifact('problem').type).toMatch(/CaughtException|FailureHandledByCatch|ExceptionProxy|Exception/);
        expect(await artifactValue(task, 'before')).toBe(7);
        expect(await task.attempts()).toMatchObject([{ attempt: 0, end: { kind: 'done' } }]);
      }
    },
  },
  {
    name: 'timeout',
    decorators: ['@timeout(seconds=1)', RETRY],
    body: ['print("try", current.retry_count)', 'self.tries = current.retry_count', 'if current.retry_count == 0: time.sleep(60)'],
    check: async (cell) => {
      const tasks = subjectsOf(cell, await runWhole(cell));
      for (const task of tasks) {
        expect(await task.attempts()).toMatchObject([{ end: { kind: 'timed-out', seconds: 1 } }, { end: { kind: 'done' } }]);
        expect(await artifactValue(task, 'tries')).toBe(1);
      }
    },
  },
  {
    name: 'resume',
    body: [TRIPS],
    check: async (cell) => {
      const failed = await cell.run('run --max-workers 1', { TRIP: '1' });
      expect(failed.outcome.exitCode).toBe(1);
      const done = [...failed.tasks].filter(([, { record }]) => record !== undefined).map(([name]) => name);
      const resumed = await runWhole(cell, `resume --origin-run-id ${failed.run.id}`);
      expect(resumed.run.record.origin).toEqual({ run: failed.run.id });
      expect(clonesIn(resumed)).toEqual(done.sort());
    },
  },
  {
    name: 'resume from a step',
    check: async (cell) => {
      const first = await runWhole(cell);
      const resumed = await runWhole(cell, `resume ${cell.subject} --origin-run-id ${first.run.id}`);
      const before = [...cell.expected.keys()].filter((name) => !cell.after.has(name.split('/')[0] ?? ''));
      expect(clonesIn(resumed)).toEqual(before.sort());
      expect(resumed.tasks.get('start/0')?.record?.origin).toBe(`GrownFlow/${first.run.id}/start/0`);
    },
  },
];

async function checkSecondTry(tasks: ReturnType<typeof subjectsOf>, reason: RegExp): Promise<void> {
  for (const task of tasks) {
    expect(await task.attempts()).toMatchObject([
      { attempt: 0, end: { kind: 'failed' } },
      { attempt: 1, end: { kind: 'done' } },
    ]);
    expect(task.record?.attempt).toBe(1);
    expect(await artifactValue(task, 'tries')).toBe(1);
    expect([await logOf(task, 'stdout', 0), await logOf(task, 'stderr', 0)]).toEqual(['try 0\n', expect.stringMatching(reason)]);
    expect(await logOf(task, 'stdout')).toMatch(/^try 1\n/);
  }
}

function clonesIn({ tasks }: RanFlow): readonly string[] {
  return [...tasks]
    .filter(([, { record }]) => record?.origin !== undefined)
    .map(([name]) => name)
    .sort();
}
