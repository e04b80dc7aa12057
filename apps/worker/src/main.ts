import type { Command } from './commands/command.ts';
import { workerErrors } from './errors.ts';
import { EXIT, exitCodeOfError } from './exit-codes.ts';
import { createLog, logFormat } from './output/log.ts';
import { VERSION } from './version.ts';

/** The commands, each loaded when it is wanted. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  hydrate: async () => (await import('./commands/hydrate.ts')).hydrate,
  task: async () => (await import('./commands/task.ts')).task,
  finish: async () => (await import('./commands/finish.ts')).finish,
  version: async () => async () => {
    process.stdout.write(`${VERSION}\n`);
    return EXIT.done;
  },
};

/** Runs one command of the worker and gives its exit code. SIGTERM and SIGINT end it in order. */
export async function main(host: NodeJS.Process): Promise<number> {
  const log = createLog(logFormat(host.env, host.stderr.isTTY), (line) => host.stderr.write(line));
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) host.on(name, () => stop.abort(new Error(`ended by ${name}`)));
  try {
    const command = await commandOf(host.argv[2]);
    const writeLine = (stream: 'stdout' | 'stderr', line: string) => void host[stream].write(`${line}\n`);
    return await command({ variables: host.env, log, writeLine, signal: stop.signal });
  } catch (error) {
    if (stop.signal.aborted) {
      log.warn('ended by a signal before it was done');
      return EXIT.terminated;
    }
    log.error(error);
    return exitCodeOfError(error);
  }
}

async function commandOf(given = ''): Promise<Command> {
  const command = Object.hasOwn(COMMANDS, given) ? COMMANDS[given] : undefined;
  if (command === undefined) throw workerErrors.create('worker.usage', { given: JSON.stringify(given) });
  return command();
}
