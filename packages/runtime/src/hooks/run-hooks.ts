import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Plan } from '@frazil/core';
import type { RunStatus } from '../records/run-record.ts';
import type { StepPython } from '../scheduler/run-input.ts';
import { pythonFlags, taskVariables } from '../supervisor/task-variables.ts';

/** A run that is over, and what its exit hooks need. */
export interface HooksInput {
  readonly plan: Plan;
  readonly run: string;
  readonly status: RunStatus;
  /** The flow file, absolute. */
  readonly file: string;
  /** The folder that holds the Python SDK's `frazil` package, absolute. */
  readonly sdk: string;
  /** The folder that hooks run in. */
  readonly directory: string;
  readonly python: StepPython;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** The names of the exit hooks that are for a run that ended so. Pure. */
export function hooksFor({ exitHooks }: Pick<Plan, 'exitHooks'>, status: RunStatus): readonly string[] {
  if (status === 'done') return exitHooks.onSuccess;
  return status === 'failed' ? exitHooks.onError : [];
}

/**
 * Runs the exit hooks of a run, one after the other in one process, and passes on what they write. Gives what went wrong, in one
 * sentence; undefined when nothing did. Never rejects: the run is over, whatever they do.
 */
export async function runHooks(
  input: HooksInput,
  writeLine: (stream: 'stdout' | 'stderr', line: string) => void,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { plan, run, status, file, sdk, directory, python } = input;
  const functions = hooksFor(plan, status);
  if (functions.length === 0) return undefined;
  const given = { flow: plan.flow, run, status, functions, configs: plan.configs, with: plan.with };
  const words = [...pythonFlags(python), join(sdk, 'frazil', '_hooks.py'), file, JSON.stringify(given)];
  const env = taskVariables(input.variables, python);
  const child = spawn(python.python, words, { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'], signal, killSignal: 'SIGTERM' });
  follow(child.stdout, (line) => writeLine('stdout', line));
  follow(child.stderr, (line) => writeLine('stderr', line));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`The exit hooks could not be run: ${error.message}.`));
    child.once('close', (code, name) => resolve(code === 0 ? undefined : problemOf(functions, name)));
  });
}

function problemOf(functions: readonly string[], signal: NodeJS.Signals | null): string {
  const how = signal === null ? 'failed' : `ended by ${signal}`;
  return `An exit hook ${how}, of ${functions.join(', ')}.`;
}

function follow(stream: Readable, write: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', write);
}
