import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { material } from '../cache/material.ts';
import { dyingWithUs } from '../programs/dying-with-us.ts';

/** A folder or file of this machine in a container. */
export interface ContainerMount {
  readonly source: string;
  readonly target: string;
  readonly isReadOnly: boolean;
}

/** A container to run. */
export interface RunContainerInput {
  /** The folder that is its root file system; it is never changed. */
  readonly root: string;
  /** An empty folder for what it writes outside its mounts. */
  readonly scratch: string;
  readonly mounts: readonly ContainerMount[];
  readonly directory: string;
  readonly command: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** The process whose network it has; this machine's when undefined. */
  readonly networkOf: number | undefined;
  readonly onLine: (text: string) => void;
}

/** A container that runs. */
export interface RunningContainer {
  /** Its exit code; 128 and the signal's number when a signal ended it. */
  readonly exitCode: Promise<number>;
  /** Signals its first process. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
}

/**
 * Runs a container's command as processes of this machine, in mount and process namespaces of their own. Nothing of it is
 * left when it ends or when this process does. Needs root.
 */
export function runContainer(input: RunContainerInput): RunningContainer {
  const network = input.networkOf === undefined ? [] : ['nsenter', `--net=/proc/${input.networkOf}/ns/net`];
  const mounts = input.mounts.flatMap(({ source, target, isReadOnly }) => [source, target, isReadOnly ? 'ro' : 'rw']);
  const enter = ['/bin/sh', material('pods', 'enter.sh'), input.root, input.scratch, input.directory, ...mounts, '--', ...input.command];
  const [program = '', ...args] = [...network, 'unshare', '--mount', '--propagation', 'private', ...enter];
  const child = spawn(...dyingWithUs(program, args), { env: input.variables, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', input.onLine);
  const exitCode = new Promise<number>((resolve) => {
    child.once('error', (error) => {
      input.onLine(String(error));
      resolve(128);
    });
    child.once('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
  });
  return { exitCode, kill: (signal) => killFirst(child, signal) };
}

// The program itself is `unshare`, which waits for the container's first process, its only child, and takes it along when it is
// killed. (It can't say that its child was killed: util-linux 2.38 ends with 1 then.)
function killFirst(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const first = signal === 'SIGKILL' ? undefined : childOf(pid);
  if (first === undefined) child.kill(signal);
  else process.kill(first, signal);
}

function childOf(pid: number): number | undefined {
  const [first] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return first ? Number(first) : undefined;
}
