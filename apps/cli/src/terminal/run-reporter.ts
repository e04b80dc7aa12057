import type { Reporter } from '@frazil/core';
import type { AttemptEnd, RunEvent } from '@frazil/runtime';
import { formatCount, formatSeconds, formatTime } from './format.ts';
import { createRunProgress, type RunProgress, runLines } from './run-progress.ts';
import type { Style } from './style.ts';
import type { Terminal } from './terminal.ts';

/**
 * Prints a run: what tasks write to their stdout goes to ours, what they write to their stderr and all that we say goes to
 * ours, each line with its time and task; on a terminal, a live list of steps below. Tasks are named by their run, once it has begun.
 */
export function createRunReporter(steps: readonly string[], terminal: Terminal, name = ''): Reporter<RunEvent> {
  const progress = createRunProgress(steps);
  let run = name;
  return {
    report(event) {
      progress.update(event);
      if (event.kind === 'run-started') run = event.run.run;
      if (terminal.isJson) terminal.json(event);
      else print(event, run, terminal);
      if (progress.isRunning) terminal.show((most) => runLines(progress, terminal.style, { most }));
      else conclude(progress, terminal);
    },
  };
}

// What was live stays, as it was at the end.
function conclude(progress: RunProgress, terminal: Terminal): void {
  terminal.clear();
  if (terminal.isLive) for (const line of runLines(progress, terminal.style)) terminal.say(line);
}

function print(event: RunEvent, run: string, terminal: Terminal): void {
  if (event.kind === 'attempt-failed') printFailure(event, run, terminal);
  else if (event.kind !== 'task-log') {
    const message = messageOf(event, terminal);
    if (message !== undefined) terminal.say(`${prefixOf(event, run, terminal.style)} ${message}`);
  } else if (event.stream === 'stdout') terminal.data(`${prefixOf(event, run, terminal.dataStyle)} ${terminal.dataLine(event.line)}\n`);
  else terminal.complain(`${prefixOf(event, run, terminal.style)} ${terminal.line(event.line)}`);
}

// What we say of an event ourselves; the live list of steps says much of it already.
function messageOf(event: Exclude<RunEvent, { kind: 'task-log' | 'attempt-failed' }>, { style, isLive }: Terminal): string | undefined {
  switch (event.kind) {
    case 'run-started':
      return `Run ${style.bold(event.run.run)} of ${event.run.flow} starts.`;
    case 'foreach-started':
      return `${event.step} splits into ${formatCount(event.count, 'task')}.`;
    case 'task-started':
      return isLive ? undefined : style.dim(`Task starts (${event.pid === undefined ? `pod ${event.name}` : `process ${event.pid}`}).`);
    case 'task-waiting':
      return style.yellow(`Task waits: ${event.reason}.`);
    case 'task-finished':
      return isLive ? undefined : `Task is done (${formatSeconds(event.seconds)}).`;
    case 'task-cloned':
      return isLive ? undefined : `Taken over from ${event.origin}.`;
    case 'task-retried':
      return style.yellow(`Tried again ${event.waitSeconds > 0 ? `in ${formatSeconds(event.waitSeconds)}` : 'now'}.`);
    case 'run-interrupting':
      return style.yellow(`Stopping ${formatCount(event.tasks, 'task')}.`);
    case 'run-finished':
      return undefined;
  }
}

function printFailure(event: Extract<RunEvent, { kind: 'attempt-failed' }>, run: string, terminal: Terminal): void {
  if (event.end.kind === 'interrupted') return;
  const prefix = prefixOf(event, run, terminal.style);
  const lines = [...reasonOf(event.end), `Attempt ${event.attempt + 1} failed after ${formatSeconds(event.seconds)}.`];
  for (const line of lines) terminal.complain(`${prefix} ${terminal.style.red(line)}`);
}

function reasonOf(end: AttemptEnd): readonly string[] {
  switch (end.kind) {
    case 'failed':
      return end.exception.traceback.trimEnd().split('\n');
    case 'crashed':
      return [end.reason];
    case 'timed-out':
      return [`It ran longer than the ${formatSeconds(end.seconds)} that it may.`];
    case 'broken':
      return [end.message, end.hint];
    case 'done':
    case 'interrupted':
      return [];
  }
}

function prefixOf(event: RunEvent, run: string, style: Style): string {
  const task = 'task' in event ? ` [${run}/${event.step}/${event.task}]` : '';
  return style.dim(`${formatTime(new Date())}${task}`);
}
