import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Exit, LaunchInput } from '@frazil/core';

/** A task's process that a fork server started. */
export interface ForkedTask {
  readonly pid: number;
  readonly channel: Socket;
  readonly exit: Promise<Exit>;
}

/** A process of one Python that starts tasks by forking itself. */
export interface ForkServer {
  /** Starts a task; undefined when the server can't, and the task must be started in another way. */
  fork(input: LaunchInput): Promise<ForkedTask | undefined>;
}

interface Pending {
  readonly started: PromiseWithResolvers<number | undefined>;
  readonly connected: PromiseWithResolvers<Socket | undefined>;
  readonly ended: PromiseWithResolvers<Exit>;
}

/** What the server says: a task's process id, or how it ended. */
interface Message {
  readonly id: number;
  readonly pid?: number;
  readonly code?: number | null;
  readonly signal?: string | null;
}

/** Starts a fork server for the Python, flags and variables of a task. It ends with this process, and keeps nobody waiting. */
export function startForkServer(program: string, input: LaunchInput): ForkServer {
  const { python, variables } = input;
  const folder = mkdtempSync(join(tmpdir(), 'frazil-'));
  const path = join(folder, 'tasks');
  const pending = new Map<number, Pending>();
  const sockets = createServer((socket) => introduce(socket, pending));
  // A session of its own: Ctrl-C would end it, and with it the tasks, which are to be told and to have time.
  const child = spawn(python, [...input.arguments.slice(0, programAt(input)), program, folder], {
    env: variables,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const control = child.stdio[3];
  const end = (): void => endAll(pending, folder, sockets);
  child.on('error', end);
  sockets
    .on('error', () => child.kill())
    .listen(path)
    .unref();
  // Without any descriptor left there is no pipe: the launcher that starts single processes says what is wrong.
  if (!(control instanceof Socket)) return { fork: async () => undefined };
  watch(child, control, pending, end);
  let count = 0;
  return {
    fork: async (input) => {
      if (control.destroyed || child.exitCode !== null) return undefined;
      count += 1;
      return forkOne({ id: count, input, path }, control, pending);
    },
  };
}

function watch(child: ChildProcess, control: Socket, pending: ReadonlyMap<number, Pending>, end: () => void): void {
  child.unref();
  control.unref();
  control.on('error', end).on('close', end);
  child.on('exit', end);
  // A broken connection comes here as well as to the socket.
  const lines = createInterface({ input: control }).on('error', () => undefined);
  lines.on('line', (line) => receive(JSON.parse(line), pending));
  process.once('exit', end);
}

interface ForkRequest {
  readonly id: number;
  readonly input: LaunchInput;
  readonly path: string;
}

async function forkOne({ id, input, path }: ForkRequest, control: Socket, all: Map<number, Pending>): Promise<ForkedTask | undefined> {
  const task: Pending = { started: Promise.withResolvers(), connected: Promise.withResolvers(), ended: Promise.withResolvers() };
  all.set(id, task);
  control.ref();
  const { stdout, stderr, directory, variables } = input;
  control.write(`${JSON.stringify({ id, arguments: programOf(input), directory, variables, stdout, stderr, channel: path })}\n`);
  const exit = task.ended.promise.finally(() => {
    all.delete(id);
    if (all.size === 0) control.unref();
  });
  const pid = await task.started.promise;
  const channel = pid === undefined ? undefined : await Promise.race([task.connected.promise, exit.then(() => undefined)]);
  return pid === undefined || channel === undefined ? undefined : { pid, channel, exit };
}

/** The arguments behind the interpreter's own flags. */
function programOf({ arguments: all }: Pick<LaunchInput, 'arguments'>): readonly string[] {
  return all.slice(programAt({ arguments: all }));
}

function programAt({ arguments: all }: Pick<LaunchInput, 'arguments'>): number {
  return all.findIndex((argument) => !argument.startsWith('-'));
}

function receive({ id, pid, code = null, signal = null }: Message, pending: ReadonlyMap<number, Pending>): void {
  const task = pending.get(id);
  if (pid !== undefined) task?.started.resolve(pid);
  else task?.ended.resolve({ code, signal });
}

/** Hands a new connection to the task whose number it says in its first four bytes; the rest is the task's. */
function introduce(socket: Socket, pending: ReadonlyMap<number, Pending>): void {
  socket.on('error', () => undefined);
  socket.on('readable', function read() {
    const number: Buffer | null = socket.read(4);
    if (number === null) return;
    socket.off('readable', read);
    pending.get(number.readUInt32BE())?.connected.resolve(socket);
  });
}

/** Without the server nobody learns how its tasks end; they count as killed. */
function endAll(pending: Map<number, Pending>, folder: string, sockets: Server): void {
  sockets.close();
  rmSync(folder, { recursive: true, force: true });
  for (const { started, connected, ended } of pending.values()) {
    started.resolve(undefined);
    connected.resolve(undefined);
    ended.resolve({ code: null, signal: 'SIGKILL' });
  }
}
