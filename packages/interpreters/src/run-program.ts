import { spawn } from 'node:child_process';

/** A program to run to its end. */
export interface ProgramInput {
  readonly path: string;
  readonly arguments: readonly string[];
  readonly signal: AbortSignal;
  readonly directory?: string;
  readonly variables?: Readonly<Record<string, string | undefined>>;
  readonly input?: Uint8Array;
}

/** What a program said. Its exit code is null when a signal ended it. */
export interface ProgramOutput {
  readonly exitCode: number | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** Runs a program and collects what it says. Rejects when it can't be started, and when the signal is aborted, once it is gone. */
export async function runProgram(input: ProgramInput): Promise<ProgramOutput> {
  input.signal.throwIfAborted();
  const child = spawn(input.path, input.arguments, { cwd: input.directory, env: input.variables ?? process.env, stdio: 'pipe' });
  const kill = () => child.kill('SIGKILL');
  input.signal.addEventListener('abort', kill, { once: true });
  // A program that ends without reading its input breaks the pipe; its exit code says what there is to say.
  child.stdin.on('error', () => {});
  child.stdin.end(input.input);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    input.signal.throwIfAborted();
    return { exitCode, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) };
  } finally {
    input.signal.removeEventListener('abort', kill);
  }
}
