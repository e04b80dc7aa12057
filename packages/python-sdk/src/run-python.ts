import { type ChildProcess, spawn } from 'node:child_process';

const ERROR_TAIL = 4000;

/** How a Python process ended, with all it printed and the end of what it complained about. */
export interface PythonResult {
  /** `exit code 0`, `signal SIGKILL`. */
  readonly exit: string;
  readonly output: string;
  readonly errorTail: string;
}

/** Runs a Python executable to its end; rejects when it can't be started. */
export async function runPython(python: string, commandLine: readonly string[]): Promise<PythonResult> {
  return resultOf(spawn(python, commandLine, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true }));
}

/** Waits for a process that was just started; rejects when it couldn't be. */
export function resultOf(child: ChildProcess): Promise<PythonResult> {
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
