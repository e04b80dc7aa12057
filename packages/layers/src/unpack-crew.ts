import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { LinkJob, LinkReport } from './link-files.ts';
import type { FetchedFrame, FrameReport, UnpackJob } from './unpack-job.ts';

/** The threads that help this one. */
export interface Crew extends AsyncDisposable {
  /** Hands all threads their job, once; what is local they take by themselves when the job is started. */
  begin(job: UnpackJob, events: CrewEvents<FrameReport>): void;
  begin(job: LinkJob, events: CrewEvents<LinkReport>): void;
  /** Hands a frame to a thread that has too little to do; false when all have enough. */
  give(frame: FetchedFrame): boolean;
}

/** What a crew tells. */
export interface CrewEvents<Report> {
  onReport(report: Report): void;
  onError(error: unknown): void;
}

/** How much there is to do. */
export interface CrewWork {
  readonly unpackedSize: number;
  readonly files: number;
}

// What one thread unpacks in the time that another takes to start.
const WORTH_BYTES = 24 * 1024 * 1024;
const WORTH_FILES = 1500;
const MOST_THREADS = 8;
// One to work at and one to go on with.
const ENOUGH = 2;

/** Starts as many threads as the work is worth, at most `threads` with this one. Disposing waits until none of them writes. */
export function startCrew(work: readonly CrewWork[], threads: number | undefined): Crew {
  const workers = Array.from({ length: sizeOfCrew(work, threads) }, startWorker);
  return {
    begin: <Report>(job: UnpackJob | LinkJob, events: CrewEvents<Report>) => {
      for (const worker of workers) worker.begin(job, events);
    },
    give: (frame) => workers.some((worker) => worker.give(frame)),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(workers.map((worker) => worker.end()));
    },
  };
}

function sizeOfCrew(work: readonly CrewWork[], threads = availableParallelism()): number {
  const bytes = work.reduce((total, { unpackedSize }) => total + unpackedSize, 0);
  const files = work.reduce((total, layer) => total + layer.files, 0);
  const worth = Math.floor(Math.max(bytes / WORTH_BYTES, files / WORTH_FILES));
  return Math.max(0, Math.min(threads - 1, MOST_THREADS - 1, worth));
}

function startWorker() {
  const given = new Set<number>();
  const file = import.meta.url.endsWith('.ts') ? './unpack-worker.ts' : './unpack-worker.js';
  const worker = new Worker(new URL(file, import.meta.url), { execArgv: [], trackUnmanagedFds: false });
  const failed = new Promise<unknown>((resolve) => worker.once('error', resolve));
  return {
    begin: <Report>(job: UnpackJob | LinkJob, { onReport, onError }: CrewEvents<Report>) => {
      failed.then(onError, onError);
      worker.on('message', (report) => {
        given.delete(report.index);
        onReport(report);
      });
      worker.postMessage(job);
    },
    give: ({ index, bytes }: FetchedFrame) => {
      if (given.size >= ENOUGH) return false;
      given.add(index);
      worker.postMessage({ index, bytes }, [bytes.buffer]);
      return true;
    },
    end: () => worker.terminate(),
  };
}
