import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import type { StartedCommand } from '../../testing/command.ts';

/** A program at work, which can be killed. */
export interface StartedProgram extends StartedCommand {
  kill(): void;
}

/** Starts a program with a few variables of the shell and those given. `interrupt` is Ctrl-C: it reaches the whole process group. */
export function startProgram(
  [program = '', ...words]: readonly string[],
  folder: string,
  variables: Readonly<Record<string, string>>,
): StartedProgram {
  const { PATH = '' } = process.env;
  const child = spawn(program, words, { cwd: folder, env: { PATH, ...variables }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} can't be started`);
  const exit = new Promise<number | null>((resolve) => {
    // As a shell has it: a second Ctrl-C may come when the process no longer hears signals.
    child.once('close', (code, signal) => resolve(signal === 'SIGINT' ? 130 : code));
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (written += chunk));
  const outcome = Promise.all([text(child.stdout), text(child.stderr), exit]).then(([stdout, stderr, exitCode]) => {
    return { exitCode, stdout, stderr };
  });
  return {
    outcome,
    shows: async (expected) => {
      const deadline = Date.now() + 30_000;
      while (!written.includes(expected)) {
        if (Date.now() > deadline) throw new Error(`it never showed ${expected}, but ${written}`);
        await setTimeout(10);
      }
    },
    interrupt: () => signal(-pid, 'SIGINT'),
    kill: () => signal(pid, 'SIGKILL'),
  };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended already.
  }
}
