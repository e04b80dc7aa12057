import { type ChildProcess, spawn } from 'node:child_process';
import { answerLines } from './answer-lines.ts';

const ERROR_TAIL = 4000;

/** How a Python process ended, with all it printed and the end of what it complained about. */
export interface PythonResult {
  /** `exit code 0`, `signal SIGKILL`. */
  readonly exit: string;
  readonly output: string;
  readonly errorTail: string;
}

/** What a Python process that runs is given. */
export interface PythonOptions {
  readonly signal?: AbortSignal;
  /** Answers the lines that Python writes to its descriptor 3, where it reads the answers as well. */
  readonly answer?: (line: string) => Promise<string>;
}

/** Runs a Python executable to its end; rejects when it can't be started, when an answer fails, and with the signal's reason when aborted. */
export async function runPython(python: string, commandLine: readonly string[], options: PythonOptions = {}): Promise<PythonResult> {
  const { signal, answer } = options;
  signal?.throwIfAborted();
  const stdio: readonly ('ignore' | 'pipe')[] = ['ignore', 'pipe', 'pipe', ...(answer ? ['pipe' as const] : [])];
  const child = spawn(python, commandLine, { stdio: [...stdio], windowsHide: true });
  const kill = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', kill);
  try {
    if (answer === undefined) return await collect(child);
    return await Promise.race([collect(child), answerLines(child.stdio[3], answer)]);
  } finally {
    signal?.removeEventListener('abort', kill);
    signal?.throwIfAborted();
  }
}

function collect(child: ChildProcess): Promise<PythonResult> {
  const output: Buffer[] = [];
  let errorTail = '';
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => {
    errorTail = (errorTail + chunk.toString()).slice(-ERROR_TAIL);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, name) => {
      const exit = name === null ? `exit code ${code}` : `signal ${name}`;
      resolve({ exit, output: Buffer.concat(output).toString(), errorTail });
    });
  });
}
