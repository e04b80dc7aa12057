import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { answerLines } from './answer-lines.ts';
import { type PythonResult, resultOf } from './run-python.ts';
import { sdkDirectory } from './sdk-directory.ts';

/** A Python that reads one flow file and prints what it says. It is started before it is known which: that takes it longer than to read. */
export interface FlowReader {
  /** The executable, as it was named. */
  readonly python: string;
  /** Whether it was neither told to read yet nor stopped. */
  readonly isWaiting: boolean;
  /** Reads the file with this absolute path, once. Rejects when Python couldn't be started, when an answer fails, and with the signal's reason when aborted. */
  read(path: string, given: object, answering: Answering): Promise<PythonResult>;
  /** Ends it when it still waits. */
  stop(): void;
}

/** What a reader works with. */
export interface Answering {
  readonly signal: AbortSignal;
  /** Answers the lines that Python asks, such as what is in a file that it can't parse itself. */
  readonly answer: (line: string) => Promise<string>;
}

// The descriptor where Python asks and is answered.
const ANSWERS = 3;

/** Starts a reader. What goes wrong is told to whoever has it read. */
export function startReader(python: string): FlowReader {
  const starting = start(python);
  starting.catch(() => undefined);
  let isWaiting = true;
  const take = (): boolean => {
    const was = isWaiting;
    isWaiting = false;
    return was;
  };
  return {
    python,
    get isWaiting() {
      return isWaiting;
    },
    read: async (path, given, answering) => {
      if (!take()) throw new TypeError('a reader reads one file');
      return readBy(await starting, JSON.stringify([path, { ...given, answers: ANSWERS }]), answering);
    },
    stop: () => {
      if (take()) starting.then(({ child }) => child.kill('SIGKILL')).catch(() => undefined);
    },
  };
}

interface Started {
  readonly child: ChildProcess;
  readonly result: Promise<PythonResult>;
}

// Asynchronous for what can't be started: it rejects.
async function start(python: string): Promise<Started> {
  const program = join(sdkDirectory(), 'frazil', '_introspect', '__main__.py');
  const child = spawn(python, ['-B', program], { stdio: ['pipe', 'pipe', 'pipe', 'pipe'], windowsHide: true });
  // Whoever is gone before it was asked says why by its end.
  child.stdin.on('error', () => undefined);
  const result = resultOf(child);
  result.catch(() => undefined);
  return { child, result };
}

async function readBy({ child, result }: Started, request: string, { signal, answer }: Answering): Promise<PythonResult> {
  const kill = () => child.kill('SIGKILL');
  if (signal.aborted) kill();
  signal.addEventListener('abort', kill);
  try {
    child.stdin?.end(request);
    return await Promise.race([result, answerLines(child.stdio[ANSWERS], answer)]);
  } finally {
    signal.removeEventListener('abort', kill);
    signal.throwIfAborted();
  }
}
