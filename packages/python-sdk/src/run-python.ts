import { type ChildProcess, spawn } from 'node:child_process';

const ERROR_TAIL = 4000;

/** How a Python process ended, with all it printed and the end of what it complained about. */
export interface PythonResult {
  /** `exit code 0`, `signal SIGKILL`. */
  readonly exit: string;
  readonly output: string;
  readonly errorTail: string;
}

/** Runs a Python executable to its end; rejects when it can't be started, and with the signal's reason when aborted. */
export async function runPython(python: string, commandLine: readonly string[], signal?: AbortSignal): Promise<PythonResult> {
  signal?.throwIfAborted();
  const child = spawn(python, commandLine, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  const kill = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', kill);
  try {
    return await collect(child);
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
