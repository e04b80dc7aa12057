import { spawn } from 'node:child_process';
import { COMPILE_SCRIPT } from './compile-script.ts';
import { FrameReader } from './frame-reader.ts';

/** A running interpreter that compiles sources one after the other. */
export interface PythonWorker {
  /** Bytes of source sent and not answered yet. */
  readonly backlog: number;
  /** Resolves with `3.10 cpython-310`. */
  readonly greeting: Promise<Buffer>;
  /** Sends a source; resolves with its pyc, empty when it doesn't compile. */
  compile(name: string, source: Uint8Array): Promise<Buffer>;
  /** Ends it, at once. Resolves when it is gone. */
  stop(): Promise<void>;
}

// `PYTHONHASHSEED` and nothing else: what the caller's shell says about Python must not reach the bytes.
const ENVIRONMENT = { PYTHONHASHSEED: '0' };
const FLAGS = ['-s', '-S', '-B', '-W', 'ignore', '-c', COMPILE_SCRIPT];

/** Starts an interpreter, which ends when the signal is aborted. Never throws; what goes wrong rejects its answers with a plain Error. */
export function startPython(python: string, signal: AbortSignal): PythonWorker {
  const child = spawn(python, FLAGS, { env: ENVIRONMENT, stdio: ['pipe', 'pipe', 'pipe'], signal, killSignal: 'SIGKILL' });
  const answers = new FrameReader();
  let backlog = 0;
  let complaints = '';
  const closed = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      answers.fail(error);
      if (child.pid === undefined) resolve(); // It never started, and won't close.
    });
    child.on('close', (code, signal) => {
      answers.fail(new Error(`it ended with ${signal ?? `exit code ${code}`}${complaints && `: ${lastLine(complaints)}`}`));
      resolve();
    });
  });
  child.stdout.on('data', (chunk: Buffer) => answers.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    complaints = `${complaints}${chunk}`.slice(-2000);
  });
  child.stdin.on('error', () => undefined); // The close tells why.

  return {
    greeting: answers.next(),
    get backlog() {
      return backlog;
    },
    async compile(name, source) {
      backlog += source.length;
      const answer = answers.next();
      for (const part of [Buffer.from(name), source]) {
        child.stdin.write(lengthOf(part));
        child.stdin.write(part);
      }
      try {
        return await answer;
      } finally {
        backlog -= source.length;
      }
    },
    async stop() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

function lengthOf(part: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(part.length);
  return length;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
