// Imported by worker threads: nothing of other packages here.
import { constants, copyFileSync, linkSync } from 'node:fs';
import { createDirectoryMaker } from './directories.ts';
import { reasonOf } from './reason.ts';
import { type ThreadState, take } from './thread-state.ts';
import type { Fault } from './unpack-job.ts';

/** Files that threads put into one directory together. */
export interface LinkJob {
  readonly kind: 'link';
  readonly target: string;
  /** Where the layers are unpacked. */
  readonly directories: readonly string[];
  /** Paths of all files, joined by NUL; the first are of the first layer, and so on. */
  readonly paths: string;
  /** Where the files of each layer end. */
  readonly ends: readonly number[];
  readonly state: ThreadState;
}

/** What a thread says of some files that it is done with. */
export interface LinkReport {
  readonly count: number;
  readonly fault: Fault | undefined;
}

const AT_ONCE = 128;

/** Links files on this thread, a few at a time, until none are left or all must stop. Nothing is thrown. */
export function* linkFiles(job: LinkJob): Generator<LinkReport> {
  const paths = job.paths.split('\0');
  const total = job.ends.at(-1) ?? 0;
  const batches = Math.ceil(total / AT_ONCE);
  const stride = strideOf(batches);
  const makeDirectories = createDirectoryMaker(job.target);
  let put: Put = linkSync;
  for (const turn of take(job.state, batches, 1)) {
    const first = ((turn * stride) % batches) * AT_ONCE;
    const end = Math.min(total, first + AT_ONCE);
    let layer = job.ends.findIndex((ends) => first < ends);
    let fault: Fault | undefined;
    for (let index = first; index < end && fault === undefined; index += 1) {
      while (index >= (job.ends[layer] ?? total)) layer += 1;
      const path = paths[index] ?? '';
      const to = `${job.target}/${path}`;
      try {
        makeDirectories(path);
        put = putFile(put, `${job.directories[layer]}/${path}`, to);
      } catch (cause) {
        fault = { kind: 'unwritable', path: to, reason: reasonOf(cause) };
      }
    }
    yield { count: end - first, fault };
  }
}

// Turns that follow each other are far apart, so that threads don't wait for each other's directory.
function strideOf(batches: number): number {
  let stride = Math.ceil(batches * 0.618);
  while (greatestCommonDivisor(stride, batches) > 1) stride += 1;
  return stride;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

type Put = (from: string, to: string) => void;

// Another file system, a limit of links, a policy, a file system without links: copying then is what is left, and for all.
const UNLINKABLE = /^(EXDEV|EMLINK|EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS)\b/;

// Puts a file, and returns how to put the next one.
function putFile(put: Put, from: string, to: string): Put {
  try {
    put(from, to);
    return put;
  } catch (cause) {
    if (put !== linkSync || !UNLINKABLE.test(reasonOf(cause))) throw cause;
    return putFile(copy, from, to);
  }
}

function copy(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
}
