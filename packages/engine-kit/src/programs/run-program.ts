import { spawn } from 'node:child_process';
import { dyingWithUs } from './dying-with-us.ts';

/** How a program is run. */
export interface RunOptions {
  readonly directory?: string | undefined;
  /** Added to this process's environment; an undefined one is taken out of it. */
  readonly variables?: Readonly<Record<string, string | undefined>> | undefined;
  /** What it reads on its standard input; nothing when undefined. */
  readonly input?: string | undefined;
  /** After this long it is killed; never when undefined. */
  readonly milliseconds?: number | undefined;
}

/** What a program said. The exit code is null when a signal ended it. */
export interface ProgramOutput {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end, or to that of this process, and collects what it says, whatever its exit code: 127 of a program
 * that isn't there, where the kernel doesn't say so itself and this rejects.
 */
export function runProgram(path: string, args: readonly string[], options: RunOptions = {}): Promise<ProgramOutput> {
  return new Promise((resolve, reject) => {
    const child = spawn(...dyingWithUs(path, args), {
      cwd: options.directory,
      env: { ...process.env, ...options.variables },
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: options.milliseconds,
      killSignal: 'SIGKILL',
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.stderr += text;
    });
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, ...output }));
    // A program that ends without reading its input breaks the pipe; its exit code says what there is to say.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}

/** Runs a program that has to succeed and gives what it wrote to stdout; throws with the end of what it said. */
export async function runOrThrow(path: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await runProgram(path, args, options);
  if (exitCode === 0) return stdout;
  throw new Error(`${path} ${args.join(' ')} ended with ${exitCode ?? 'a signal'}:\n${`${stdout}\n${stderr}`.slice(-4000)}`);
}
