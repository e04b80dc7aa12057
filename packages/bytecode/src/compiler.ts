import { availableParallelism } from 'node:os';
import { canonicalCode } from './canonical-code.ts';
import type { CodeLayout } from './code-layout.ts';
import { bytecodeErrors } from './errors.ts';
import { type PythonWorker, startPython } from './python-worker.ts';

/** Compiles modules to the content of `.pyc` files. */
export interface Compiler {
  /** The name that its files carry, `cpython-310`. */
  cacheTag(): Promise<string>;
  /** The `.pyc` of a source, undefined when it isn't Python of this version. The same source and name give the same bytes. */
  compile(name: string, source: Uint8Array): Promise<Uint8Array | undefined>;
  /** Ends its processes, at once. */
  stop(): Promise<void>;
}

/** What to compile with and for. */
export interface CompilerOptions {
  readonly python: string;
  /** The minor version that `python` has to be, `3.10`, and how that one marshals code. */
  readonly minor: string;
  readonly layout: CodeLayout;
  /** The package's file, for messages. */
  readonly file: string;
  /** How many bytes of source are to come: decides how many processes are worth their start. */
  readonly bytes: number;
  /** Ends the processes when aborted; what is asked for then rejects with its reason. */
  readonly signal: AbortSignal;
}

const BYTES_WORTH_A_PROCESS = 1 << 19;
const HEADER = 16;

/** Starts interpreters to compile with. Never throws; the first use tells when they can't. */
export function startCompiler(options: CompilerOptions): Compiler {
  const count = Math.min(availableParallelism(), 4, Math.ceil(options.bytes / BYTES_WORTH_A_PROCESS));
  const first = startPython(options.python, options.signal);
  const workers = [first, ...Array.from({ length: count - 1 }, () => startPython(options.python, options.signal))];
  const told = (cause: unknown) => failure(options, cause);
  const cacheTag = first.greeting.then((greeting) => checkVersion(options, greeting.toString()), told);
  cacheTag.catch(() => undefined); // Told to whoever asks.
  return {
    cacheTag: () => cacheTag,
    async compile(name, source) {
      await cacheTag;
      const pyc = await leastBusy(workers, first).compile(name, source).catch(told);
      return pyc.length === 0 ? undefined : Buffer.concat([pyc.subarray(0, HEADER), canonical(pyc.subarray(HEADER), options)]);
    },
    async stop() {
      await Promise.all(workers.map((worker) => worker.stop()));
    },
  };
}

function leastBusy(workers: readonly PythonWorker[], first: PythonWorker): PythonWorker {
  return workers.reduce((best, worker) => (worker.backlog < best.backlog ? worker : best), first);
}

function checkVersion({ python, minor }: CompilerOptions, greeting: string): string {
  const [actual = '', cacheTag = ''] = greeting.split(' ');
  if (actual !== minor) throw bytecodeErrors.create('wheel.wrong-python', { python, expected: minor, actual });
  return cacheTag;
}

function canonical(code: Buffer, options: CompilerOptions): Buffer {
  try {
    return canonicalCode(code, options.layout);
  } catch (cause) {
    return failure(options, cause);
  }
}

function failure({ file, python, signal }: CompilerOptions, cause: unknown): never {
  signal.throwIfAborted();
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw bytecodeErrors.create('wheel.compile-failed', { file, python, reason }, { cause });
}
