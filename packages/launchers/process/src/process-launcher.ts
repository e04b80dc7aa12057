import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { Duplex } from 'node:stream';
import { diskError, type Exit, type FrazilError, type LaunchedTask, type Launcher, type LaunchInput, reasonOf } from '@frazil/core';
import { processLauncherErrors } from './errors.ts';
import { processGroup } from './process-group.ts';

/**
 * Starts tasks as processes of this machine, each leading a process group of its own, with only the variables given. Output
 * goes straight to the log files, so nothing is lost whoever dies; the channel is a Unix socket pair on descriptor 3.
 */
export function createProcessLauncher(): Launcher {
  return { name: 'process', launch };
}

async function launch(input: LaunchInput): Promise<LaunchedTask> {
  const child = spawnWithLogs(input);
  if (child.pid === undefined) {
    const [error] = await once(child, 'error', { signal: AbortSignal.timeout(1000) }).catch((cause: unknown) => [cause]);
    throw startError(error, input);
  }
  const channel = child.stdio[3];
  if (!(channel instanceof Duplex)) throw new TypeError('a pipe of a child process is a duplex stream');
  // A broken connection shows as the channel's end; without a listener it would end this process.
  channel.on('error', () => undefined);
  const group = processGroup(child.pid);
  return { id: child.pid, channel, exit: exitOf(child, group.end), kill: group.kill };
}

function spawnWithLogs(input: LaunchInput): ChildProcess {
  const logs: number[] = [];
  try {
    for (const path of [input.stdout, input.stderr]) logs.push(openLog(path, input));
    const options: SpawnOptions = {
      cwd: input.directory,
      env: input.variables,
      detached: true,
      stdio: ['ignore', ...logs, 'pipe'],
    };
    return spawn(input.python, [...input.arguments], options);
  } catch (error) {
    throw startError(error, input);
  } finally {
    for (const log of logs) closeSync(log);
  }
}

function openLog(path: string, input: LaunchInput): number {
  try {
    return openSync(path, 'a', 0o644);
  } catch (error) {
    throw ['EMFILE', 'ENFILE'].includes(reasonOf(error) ?? '') ? startError(error, input) : diskError(error, 'opening', path);
  }
}

async function exitOf(child: ChildProcess, endGroup: () => Promise<void>): Promise<Exit> {
  const exit = await new Promise<Exit>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  await endGroup();
  return exit;
}

const CODES = {
  EACCES: 'launcher.python-unusable',
  ENOEXEC: 'launcher.python-unusable',
  ENOTDIR: 'launcher.python-missing',
  ENOENT: 'launcher.python-missing',
  EAGAIN: 'launcher.no-resources',
  EMFILE: 'launcher.no-resources',
  ENFILE: 'launcher.no-resources',
  ENOMEM: 'launcher.no-resources',
  E2BIG: 'launcher.variables-too-long',
} as const;

function startError(error: unknown, input: LaunchInput): FrazilError | Error {
  const reason = reasonOf(error);
  if (reason === undefined) return error instanceof Error ? error : new Error(String(error));
  if (!existsSync(input.directory)) {
    return processLauncherErrors.create('launcher.directory-missing', { directory: input.directory }, { cause: error });
  }
  const code = reason in CODES ? CODES[reason as keyof typeof CODES] : 'launcher.failed';
  return processLauncherErrors.create(code, { python: input.python, reason }, { cause: error });
}
