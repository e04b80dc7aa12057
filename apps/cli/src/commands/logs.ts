import type { Store, TaskKey } from '@frazil/core';
import { readLog } from '@frazil/runtime';
import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { parsePathspec } from '../arguments/pathspec.ts';
import { findTasks } from '../compose/find-tasks.ts';
import { flowOf } from '../compose/flow-of.ts';
import { openStore } from '../compose/open-store.ts';
import { EXIT } from '../exit-codes.ts';
import type { Terminal } from '../terminal/terminal.ts';

const LogsOptions = z.object({ stdout: z.optional(z.boolean()), stderr: z.optional(z.boolean()) });
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
  for (const task of tasks) printLogs(task, await readLogs(store, task), { options, terminal, hasSeveral: tasks.length > 1 });
  return EXIT.done;
}

async function readLogs(store: Store, task: TaskKey): Promise<TaskLogs> {
  const [stdout, stderr] = await Promise.all([readLog(store, task, { stream: 'stdout' }), readLog(store, task, { stream: 'stderr' })]);
  return { stdout: textOf(stdout), stderr: textOf(stderr) };
}

interface Printing {
  readonly options: LogsOptions;
  readonly terminal: Terminal;
  readonly hasSeveral: boolean;
}

function printLogs(task: TaskKey, { stdout, stderr }: TaskLogs, { options, terminal, hasSeveral }: Printing): void {
  const isChosen = (stream: 'stdout' | 'stderr') => options[stream] === true || (options.stdout !== true && options.stderr !== true);
  if (terminal.isJson) {
    terminal.json({ ...task, ...(isChosen('stdout') && { stdout }), ...(isChosen('stderr') && { stderr }) });
    return;
  }
  if (hasSeveral) terminal.say(terminal.style.dim(`── ${task.run}/${task.step}/${task.task}`));
  if (isChosen('stdout') && stdout !== '') terminal.data(stdout);
  if (!isChosen('stderr') || stderr === '') return;
  // Asked for alone, what was stderr is the answer: data.
  if (options.stderr === true && options.stdout !== true) terminal.data(stderr);
  else terminal.complain(stderr.replace(/\n$/, ''));
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : new TextDecoder().decode(bytes);
}
