import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { dyingWithUs } from './dying-with-us.ts';

/** A server to start. */
export interface StartInput {
  readonly path: string;
  readonly arguments: readonly string[];
  /** Added to this process's environment; an undefined one is taken out of it. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  readonly directory?: string;
  /** The file that gets what it says. */
  readonly log: string;
  /** Whether it answers yet; asked until it does. */
  readonly isReady: () => Promise<boolean>;
  /** How long that may take. */
  readonly seconds: number;
}

/** A server that runs. */
export interface StartedProgram {
  readonly id: number;
  /** Ends it, gently first, and waits until it is gone. */
  stop(): Promise<void>;
}

/** Starts a server and waits until it is ready. It never outlives this process. */
export async function startProgram(input: StartInput): Promise<StartedProgram> {
  const log = openSync(input.log, 'a');
  const child = spawn(...dyingWithUs(input.path, input.arguments), {
    cwd: input.directory,
    env: { ...process.env, ...input.variables },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  await ready(input, child);
  return { id: child.pid ?? 0, stop: () => stop(child, ended) };
}

async function ready(input: StartInput, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + input.seconds * 1000;
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  while (!(await input.isReady().catch(() => false))) {
    const hasEnded = failure !== undefined || child.exitCode !== null || child.signalCode !== null;
    if (!hasEnded && Date.now() < deadline) await setTimeout(50);
    else {
      child.kill('SIGKILL');
      const log = await readFile(input.log, 'utf8');
      throw new Error(`${input.path} ${hasEnded ? 'ended at once' : `is not ready after ${input.seconds} s`}: ${log.slice(-4000)}`, {
        cause: failure,
      });
    }
  }
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const isGone = await Promise.race([ended.then(() => true), setTimeout(10_000, false, { ref: false })]);
  if (!isGone) child.kill('SIGKILL');
  await ended;
}
