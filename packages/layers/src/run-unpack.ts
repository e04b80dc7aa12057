import { closeSync, openSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { LayerFile } from './contents.ts';
import { createDirectoryMaker } from './directories.ts';
import { writeFailed } from './errors.ts';
import { type FrameFetch, fetchFrames } from './fetch-frames.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { makeRoot } from './make-root.ts';
import { modeOf, type UnpackPlan } from './plan-unpack.ts';
import type { LayerReader } from './source.ts';
import type { Crew } from './unpack-crew.ts';
import { createUnpacker } from './unpack-frames.ts';
import { type Fault, type FrameReport, takeLocal, type UnpackJob } from './unpack-job.ts';

/** What a run needs beside its plan. */
export interface RunInput {
  /** Of the layers, in order. */
  readonly readers: readonly LayerReader[];
  /** Ends with the run. */
  readonly crew: Crew;
  readonly signal: AbortSignal;
  /** Hears of each frame that is unpacked. */
  onDone(frame: number): void;
  errorOf(fault: Fault): Error;
}

/** Unpacks all frames of a plan, this thread working as the others do. When it settles no thread writes any more. */
export async function runUnpack({ job, spanning }: UnpackPlan, input: RunInput): Promise<void> {
  const { crew } = input;
  const fetch = fetchFrames(input.readers, job.frames);
  const ledger = openLedger(job.state, job.frames.length, input.signal);
  const report = ({ index, fault }: FrameReport) => {
    if (!ledger.isOpen()) return;
    if (fault !== undefined) return ledger.fail(input.errorOf(fault));
    fetch.release(index);
    ledger.done(1);
    input.onDone(index);
  };
  const descriptors: number[] = [];
  try {
    crew.begin(job, { onReport: report, onError: ledger.fail });
    makeRoot(job.directory);
    const makeDirectories = createDirectoryMaker(job.directory);
    for (const file of spanning) descriptors.push(createFile(job.directory, file, makeDirectories));
    job.spanning.set(descriptors);
    ledger.start();
    await Promise.race([ledger.settled, work(job, { crew, fetch, ledger, report })]);
    await ledger.settled;
  } finally {
    ledger.close();
    // First: a thread that still wrote to a closed descriptor could hit another file.
    await crew[Symbol.asyncDispose]();
    for (const descriptor of descriptors) closeSync(descriptor);
  }
}

interface Work {
  readonly crew: Crew;
  readonly fetch: FrameFetch;
  readonly ledger: Ledger;
  report(done: FrameReport): void;
}

// A breath after each frame: others' reports and an abort come in.
async function work(job: UnpackJob, { crew, fetch, ledger, report }: Work): Promise<void> {
  const unpacker = createUnpacker(job);
  for (const index of takeLocal(job)) {
    report(unpacker.local(index));
    await setImmediate();
  }
  for await (const { index, bytes } of fetch.frames) {
    if (!ledger.isOpen()) return;
    if (crew.give({ index, bytes })) continue;
    report(unpacker.fetched(index, bytes));
    await setImmediate();
  }
}

function createFile(root: string, file: LayerFile, makeDirectories: (path: string) => void): number {
  const path = `${root}/${file.path}`;
  try {
    makeDirectories(file.path);
    return openSync(path, 'wx', modeOf(file));
  } catch (cause) {
    throw writeFailed(path, cause);
  }
}
