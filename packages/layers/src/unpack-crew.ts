import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { LinkJob, LinkReport } from './link-files.ts';
import type { FetchedFrame, FrameReport, UnpackJob } from './unpack-job.ts';

/** The threads that help this one. */
export interface Crew extends AsyncDisposable {
  /** How many they are. */
  readonly size: number;
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
// Of that: what is worth a thread when this one is needed elsewhere.
const WORTH_ASIDE = 0.2;
const MOST_THREADS = 8;
// One to work at and one to go on with.
const ENOUGH = 2;

/** How many threads there may be. */
export interface CrewLimits {
  /** With this one; as many as there are cores unless said. */
  readonly threads?: number;
  /** Whether this thread will not help: one of the crew is then worth its start sooner. */
  readonly isAside?: boolean;
}

/** Starts as many threads as the work is worth. Disposing waits until none of them writes. */
export function startCrew(work: readonly CrewWork[], limits: CrewLimits): Crew {
  const workers = Array.from({ length: sizeOfCrew(work, limits) }, startWorker);
  return {
    size: workers.length,
    begin: <Report>(job: UnpackJob | LinkJob, events: CrewEvents<Report>) => {
      for (const worker of workers) worker.begin(job, events);
    },
    give: (frame) => workers.some((worker) => worker.give(frame)),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(workers.map((worker) => worker.end()));
    },
  };
}

function sizeOfCrew(work: readonly CrewWork[], { threads = availableParallelism(), isAside = false }: CrewLimits): number {
  const bytes = work.reduce((total, { unpackedSize }) => total + unpackedSize, 0);
  const files = work.reduce((total, layer) => total + layer.files, 0);
  const worth = Math.max(bytes / WORTH_BYTES, files / WORTH_FILES);
  const least = isAside && worth > WORTH_ASIDE ? 1 : 0;
  return Math.max(least, Math.min(threads - 1, MOST_THREADS - 1, Math.floor(worth)));
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
