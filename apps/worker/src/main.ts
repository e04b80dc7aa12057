import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from './commands/command.ts';
import { workerErrors } from './errors.ts';
import { EXIT, exitCodeOfError } from './exit-codes.ts';
import { createLog, lineOfStep, logFormat } from './output/log.ts';
import { VERSION } from './version.ts';

/** A command, loaded when it is wanted. */
interface Entry {
  readonly load: () => Promise<Command>;
  /** Milliseconds that it has after SIGTERM to end in order; clusters give 30 seconds. */
  readonly patience: number;
}

const COMMANDS: Readonly<Record<string, Entry>> = {
  // What is not complete by then is absent.
  hydrate: { load: async () => (await import('./commands/hydrate.ts')).hydrate, patience: 0 },
  task: { load: async () => (await import('./commands/task.ts')).task, patience: 25_000 },
  finish: { load: async () => (await import('./commands/finish.ts')).finish, patience: 10_000 },
  hooks: { load: async () => (await import('./commands/hooks.ts')).hooks, patience: 25_000 },
  // Ends when what asks closes its end.
  client: { load: async () => (await import('./commands/client.ts')).client, patience: 0 },
  version: { load: async () => version, patience: 0 },
};

const version: Command = async ({ writeLine }) => {
  writeLine('stdout', VERSION);
  return EXIT.done;
};

/** Runs one command of the worker and gives its exit code. SIGTERM and SIGINT end it in order. */
export async function main(host: NodeJS.Process): Promise<number> {
  const format = logFormat(host.env, host.stderr.isTTY);
  const log = createLog(format, (line) => host.stderr.write(line));
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) host.on(name, () => stop.abort(new Error(`ended by ${name}`)));
  try {
    const { load, patience } = entryOf(host.argv[2]);
    const command = await load();
    const writeLine = (stream: 'stdout' | 'stderr', line: string) => void host[stream].write(`${lineOfStep(format, stream, line)}\n`);
    const done = command({ variables: host.env, log, writeLine, signal: stop.signal });
    return await Promise.race([done, lostPatience(stop.signal, patience)]);
  } catch (error) {
    if (stop.signal.aborted) {
      log.warn('ended by a signal before it was done');
      return EXIT.terminated;
    }
    log.error(error);
    return exitCodeOfError(error);
  }
}

function entryOf(given = ''): Entry {
  const entry = Object.hasOwn(COMMANDS, given) ? COMMANDS[given] : undefined;
  if (entry === undefined) throw workerErrors.create('worker.usage', { given: JSON.stringify(given) });
  return entry;
}

/** Rejects when a command that was told to end has had its time: one that waits for a store doesn't hear. */
async function lostPatience(signal: AbortSignal, patience: number): Promise<never> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await delay(patience);
  throw signal.reason;
}
