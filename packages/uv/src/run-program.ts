import { spawn } from 'node:child_process';

/** A program to run to its end. */
export interface ProgramInput {
  readonly path: string;
  readonly arguments: readonly string[];
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly directory?: string | undefined;
  /** What it reads on its standard input; nothing when undefined. */
  readonly input?: string | undefined;
}

/** What a program said. Its exit code is null when a signal ended it. */
export interface ProgramOutput {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program and collects what it says. Rejects when it can't be started (the system's error), and with the signal's
 * reason on abort, once the program has been killed and is gone.
 */
export async function runProgram(input: ProgramInput): Promise<ProgramOutput> {
  input.signal.throwIfAborted();
  const child = spawn(input.path, input.arguments, {
    cwd: input.directory,
    env: input.variables,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  input.signal.addEventListener('abort', kill, { once: true });
  // A program that ends without reading its input breaks the pipe; its exit code says what there is to say.
  child.stdin.on('error', () => {});
  child.stdin.end(input.input ?? '');
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    input.signal.throwIfAborted();
    return { exitCode, ...output };
  } finally {
    input.signal.removeEventListener('abort', kill);
  }
}
