import type { Store, TaskKey } from '@frazil/core';
import { readAttempts, readTask, scrubLog, taskThatRan } from '@frazil/runtime';
import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { parsePathspec } from '../arguments/pathspec.ts';
import { chosenStreams } from '../compose/chosen-streams.ts';
import { findTasks } from '../compose/find-tasks.ts';
import { flowOf } from '../compose/flow-of.ts';
import { openStore } from '../compose/open-store.ts';
import { usernameOf } from '../compose/username.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';

const flag = z._default(z.boolean(), false);
const ScrubOptions = z.object({
  stdout: flag,
  stderr: flag,
  both: flag,
  all: flag,
  attempt: z.optional(z.number()),
  includeNotDone: flag,
});
type ScrubOptions = z.infer<typeof ScrubOptions>;

/** Removes what tasks wrote; a notice takes its place. */
export async function scrubLogs(invocation: Invocation): Promise<number> {
  const { settings, terminal, arguments: words } = invocation;
  const options = ScrubOptions.parse(invocation.options);
  const flow = await flowOf(invocation);
  const store = await openStore(settings);
  const pathspec = words[0] ?? '';
  const tasks = await scrubbable(store, await findTasks(store, flow, parsePathspec(pathspec, flow)), options);
  if (tasks.length === 0) throw cliErrors.create('cli.nothing-to-scrub', { pathspec });
  const notice = `(scrubbed by ${usernameOf(settings.variables)} at ${new Date().toISOString()})`;
  for (const task of tasks) {
    const attempts = await scrubTask(store, task, options, notice);
    const name = `${task.run}/${task.step}/${task.task}`;
    if (terminal.isJson) terminal.json({ ...task, attempts });
    else
      terminal.say(
        attempts.length === 0 ? `${name} has no such attempt.` : `Logs of ${name} are scrubbed, attempt ${attempts.join(', ')}.`,
      );
  }
  return EXIT.done;
}

// Tasks that failed, or go on, are left alone unless they are asked for.
async function scrubbable(store: Store, tasks: readonly TaskKey[], { includeNotDone }: ScrubOptions): Promise<readonly TaskKey[]> {
  if (includeNotDone) return tasks;
  const done = await Promise.all(tasks.map((task) => readTask(store, task)));
  return tasks.filter((_, index) => done[index] !== undefined);
}

async function scrubTask(store: Store, task: TaskKey, options: ScrubOptions, notice: string): Promise<readonly number[]> {
  const all = options.all ? (await readAttempts(store, await taskThatRan(store, task))).map(({ attempt }) => attempt) : [options.attempt];
  const scrubbed = new Set<number>();
  for (const attempt of all) {
    for (const stream of chosenStreams(options)) {
      const found = await scrubLog(store, task, { stream, ...(attempt !== undefined && { attempt }) }, notice);
      if (found !== undefined) scrubbed.add(found);
    }
  }
  return [...scrubbed];
}
