import { Worker } from 'node:worker_threads';
import { condaErrors } from '../errors.ts';
import type { Candidate } from './candidates.ts';
import { type ServeInput, serveCandidates } from './serve-candidates.ts';
import type { SolveAnswer, SolveJob } from './solve-worker.ts';

/** A question to the solver. */
export interface SolveInput extends ServeInput {
  /** Specs, as the solver reads them. */
  readonly specs: readonly string[];
}

/** There is no answer; the message is the solver's proof, in names of packages. */
export class Unsolvable extends Error {}

/**
 * The files that together answer all specs, the first channel that has a package being the only one it is taken from. Throws
 * {@link Unsolvable}. The solver works on a thread of its own: it takes long at times, and ends its thread when something surprises it.
 */
export async function solve({ specs, ...input }: SolveInput, signal: AbortSignal): Promise<readonly Candidate[]> {
  signal.throwIfAborted();
  await using served = await serveCandidates(input);
  const answer = await ask({ specs, channels: served.channels, folders: [input.subdir, 'noarch'] }, signal);
  if ('proof' in answer) throw new Unsolvable(answer.proof.replaceAll(/http:\/\/127\.0\.0\.1:\d+\/\S*/g, 'the channel'));
  return answer.urls.flatMap((url) => served.at(url) ?? []);
}

async function ask(job: SolveJob, signal: AbortSignal): Promise<SolveAnswer> {
  const file = import.meta.url.endsWith('.ts') ? './solve-worker.ts' : './solve-worker.js';
  // What the solver says when it is surprised is for its makers.
  const worker = new Worker(new URL(file, import.meta.url), { execArgv: [], workerData: job, stderr: true });
  const stop = () => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<SolveAnswer>((resolve, reject) => {
      const fail = (reason: string, cause?: unknown) => reject(condaErrors.create('conda.solver-failed', { reason }, { cause }));
      worker.once('message', resolve);
      worker.once('error', (error: unknown) => fail(error instanceof Error ? error.message : String(error), error));
      worker.once('exit', (code) => fail(`it ended with exit code ${code}`));
    });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
