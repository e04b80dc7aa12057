import type { Store, TaskKey } from '@frazil/core';
import { readAttempts, readLog, readLogLines } from '@frazil/runtime';
import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { parsePathspec } from '../arguments/pathspec.ts';
import { chosenStreams, type Stream } from '../compose/chosen-streams.ts';
import { findTasks } from '../compose/find-tasks.ts';
import { flowOf } from '../compose/flow-of.ts';
import { openStore } from '../compose/open-store.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { formatTime } from '../terminal/format.ts';
import type { Terminal } from '../terminal/terminal.ts';

const flag = z._default(z.boolean(), false);
const LogsOptions = z.object({ stdout: flag, stderr: flag, both: flag, timestamps: flag, attempt: z.optional(z.number()) });
type LogsOptions = z.infer<typeof LogsOptions>;

interface TaskLogs {
  readonly stdout: string;
  readonly stderr: string;
}

/** Prints what the last attempt of each task wrote: its stdout to ours, its stderr to ours. */
export async function logs(invocation: Invocation): Promise<number> {
  const { settings, terminal, arguments: words } = invocation;
  const options = LogsOptions.parse(invocation.options);
  const flow = await flowOf(invocation);
  const store = await openStore(settings);
  const tasks = await findTasks(store, flow, parsePathspec(words[0] ?? '', flow));
  for (const task of tasks) printLogs(task, await readLogs(store, task, options), { options, terminal, hasSeveral: tasks.length > 1 });
  return EXIT.done;
}

async function readLogs(store: Store, task: TaskKey, { attempt, timestamps }: LogsOptions): Promise<TaskLogs> {
  const attempts = await readAttempts(store, task);
  if (attempt !== undefined && !attempts.some((each) => each.attempt === attempt)) throw attemptNotFound(task, attempt, attempts.length);
  const read = async (stream: Stream) => {
    const choice = { stream, ...(attempt !== undefined && { attempt }) };
    if (!timestamps) return textOf(await readLog(store, task, choice));
    return (await readLogLines(store, task, choice)).map(({ time, line }) => `${formatTime(new Date(time))} ${line}\n`).join('');
  };
  return { stdout: await read('stdout'), stderr: await read('stderr') };
}

function attemptNotFound({ run, step, task }: TaskKey, attempt: number, count: number): Error {
  const hint = count === 0 ? 'The task is a copy of another run: its log is there.' : `Its attempts are 0 to ${count - 1}.`;
  return cliErrors.create('cli.usage', { message: `${run}/${step}/${task} has no attempt ${attempt}.`, hint });
}

interface Printing {
  readonly options: LogsOptions;
  readonly terminal: Terminal;
  readonly hasSeveral: boolean;
}

function printLogs(task: TaskKey, { stdout, stderr }: TaskLogs, { options, terminal, hasSeveral }: Printing): void {
  const streams = chosenStreams(options);
  const isChosen = (stream: Stream) => streams.includes(stream);
  if (terminal.isJson) {
    terminal.json({ ...task, ...(isChosen('stdout') && { stdout }), ...(isChosen('stderr') && { stderr }) });
    return;
  }
  if (hasSeveral) terminal.say(terminal.style.dim(`── ${task.run}/${task.step}/${task.task}`));
  if (isChosen('stdout') && stdout !== '') terminal.data(stdout);
  if (!isChosen('stderr') || stderr === '') return;
  // Asked for alone, what was stderr is the answer: data.
  if (!isChosen('stdout')) terminal.data(stderr);
  else terminal.complain(stderr.replace(/\n$/, ''));
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : new TextDecoder().decode(bytes);
}
