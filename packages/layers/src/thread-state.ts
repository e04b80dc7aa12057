// Imported by worker threads: nothing of other packages here.

/** Numbers that all threads of one job share. */
export type ThreadState = Int32Array<SharedArrayBuffer>;

// How many things are taken, whether the threads may start, and whether they must stop.
const TAKEN = 0;
const STARTED = 1;
const STOPPED = 2;

/** The state of a job that is not started. */
export function createThreadState(): ThreadState {
  return new Int32Array(new SharedArrayBuffer(12));
}

/** Takes things, some at a time, until none of `total` are left or all must stop; gives the first of each. */
export function* take(state: ThreadState, total: number, atOnce: number): Generator<number> {
  while (Atomics.load(state, STOPPED) === 0) {
    const first = Atomics.add(state, TAKEN, atOnce);
    if (first >= total) return;
    yield first;
  }
}

/** Blocks a helping thread until the job starts or stops. */
export function waitForStart(state: ThreadState): void {
  Atomics.wait(state, STARTED, 0);
}

/** Lets the threads start. */
export function startThreads(state: ThreadState): void {
  Atomics.store(state, STARTED, 1);
  Atomics.notify(state, STARTED);
}

/** Tells all threads to take nothing further; those that wait end. */
export function stopThreads(state: ThreadState): void {
  Atomics.store(state, STOPPED, 1);
  startThreads(state);
}
