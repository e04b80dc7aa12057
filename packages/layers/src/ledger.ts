import { startThreads, stopThreads, type ThreadState } from './thread-state.ts';

/** Counts what is left of a job that several threads do, and keeps the first failure. */
export interface Ledger {
  /** Resolves when all is done, rejects with the first failure. */
  readonly settled: Promise<void>;
  /** Lets the threads start. */
  start(): void;
  done(count: number): void;
  fail(error: unknown): void;
  /** False once all must stop. */
  isOpen(): boolean;
  close(): void;
}

/** Opens the ledger of a job with `total` things to do. A failure, an abort and closing it make all threads stop. */
export function openLedger(state: ThreadState, total: number, signal: AbortSignal): Ledger {
  const { promise: settled, resolve, reject } = Promise.withResolvers<void>();
  settled.catch(() => {});
  let left = total;
  let open = true;
  const close = () => {
    open = false;
    signal.removeEventListener('abort', abort);
    stopThreads(state);
  };
  const fail = (error: unknown) => {
    close();
    reject(error);
  };
  const abort = () => fail(signal.reason);
  const done = (count: number) => {
    left -= count;
    if (left === 0) resolve();
  };
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  done(0);
  return { settled, start: () => startThreads(state), done, fail, isOpen: () => open, close };
}
