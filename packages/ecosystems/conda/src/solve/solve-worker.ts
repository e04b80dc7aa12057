// A thread's whole program: nothing of other packages of ours here, so that it runs from source, from dist and beside a bundle.
import { parentPort, workerData } from 'node:worker_threads';
import { simpleSolve } from '@conda-org/rattler';

/** What the thread is asked. */
export interface SolveJob {
  readonly specs: readonly string[];
  /** Addresses. */
  readonly channels: readonly string[];
  readonly folders: readonly ('linux-64' | 'linux-aarch64' | 'osx-64' | 'osx-arm64' | 'noarch')[];
}

/** What it answers: the addresses of packages, or why there are none. */
export type SolveAnswer = { readonly urls: readonly string[] } | { readonly proof: string };

const { specs, channels, folders }: SolveJob = workerData;

try {
  const solved = await simpleSolve([...specs], [...channels], [...folders], undefined);
  answer({ urls: solved.map(({ url }) => url) });
} catch (cause) {
  answer({ proof: cause instanceof Error ? cause.message : String(cause) });
}

function answer(given: SolveAnswer): void {
  parentPort?.postMessage(given);
}
