import type { LaunchedTask } from '@frazil/core';
import type { AttemptInput, Tools } from './attempt.ts';

/** Why a process was told to end. */
export type Cause = 'timed-out' | 'interrupted' | 'unheard' | 'broken';

/** Ends a process: when its time is over, when the run is interrupted, or when asked. */
export interface Termination {
  /** The first reason there was, if any. */
  readonly cause: Cause | undefined;
  /** SIGTERM now, SIGKILL when that doesn't help. */
  terminate(cause: Cause): void;
  /** SIGKILL now. */
  kill(cause: Cause): void;
  /** The process is gone: forgets timers and signals. */
  settle(): void;
}

/** Watches over a process from now on. */
export function createTermination(task: LaunchedTask, input: AttemptInput, tools: Tools): Termination {
  const timers: NodeJS.Timeout[] = [];
  const listeners = new AbortController();
  let cause: Cause | undefined;
  const kill = (why: Cause): void => {
    cause ??= why;
    task.kill('SIGKILL');
  };
  const terminate = (why: Cause): void => {
    if (cause) return;
    cause = why;
    task.kill('SIGTERM');
    timers.push(setTimeout(() => task.kill('SIGKILL'), input.grace));
  };
  if (input.timeout !== undefined) timers.push(afterSeconds(input.timeout, () => terminate('timed-out')));
  onAbort(tools.signal, () => terminate('interrupted'), listeners.signal);
  if (tools.killSignal) onAbort(tools.killSignal, () => kill('interrupted'), listeners.signal);
  return {
    get cause() {
      return cause;
    },
    terminate,
    kill,
    settle: () => {
      for (const timer of timers) clearTimeout(timer);
      listeners.abort();
    },
  };
}

const LONGEST_TIMER = 2 ** 31 - 1;

/** A timer of any length: Node's own fires at once when it is longer than 24 days. */
function afterSeconds(seconds: number, run: () => void): NodeJS.Timeout {
  return setTimeout(run, Math.min(seconds * 1000, LONGEST_TIMER));
}

function onAbort(signal: AbortSignal, run: () => void, until: AbortSignal): void {
  if (signal.aborted) run();
  else signal.addEventListener('abort', run, { once: true, signal: until });
}
