import { defineErrors } from '@frazil/core';
import { isSystemError, reasonOf } from './reason.ts';
import type { Fault } from './unpack-job.ts';

/** What can go wrong with layers. */
export const errors = defineErrors({
  'layers.corrupt': {
    message: ({ layer, problem }: { layer: string; problem: string }) => `The layer ${layer} is damaged: ${problem}.`,
    hint: () => 'Remove it; it is fetched or made again when it is next needed.',
  },
  'layers.unsafe-entry': {
    message: ({ layer, path, problem }: { layer: string; path: string; problem: string }) =>
      `The layer ${layer} can't be trusted: its entry ${JSON.stringify(path)} ${problem}.`,
    hint: () => 'Nothing was written outside of the target. Check where the package comes from before you use it.',
  },
  'layers.conflict': {
    message: ({ layer, path, problem }: { layer: string; path: string; problem: string }) =>
      `The layer ${layer} does not fit together with another one: ${JSON.stringify(path)} ${problem}.`,
    hint: () => 'Two packages claim the same place. Leave one of them out.',
  },
  'layers.unreadable': {
    message: ({ layer, reason }: { layer: string; reason: string }) => `The layer ${layer} could not be read: ${reason}.`,
    hint: () => 'Check that the file exists and that you may read it.',
  },
  'layers.entry-unreadable': {
    message: ({ file, reason }: { file: string; reason: string }) => `The file ${file} could not be read into a layer: ${reason}.`,
    hint: () => 'Check that the file exists, that you may read it, and that nothing changes it meanwhile.',
  },
  'layers.write-failed': {
    message: ({ path, reason }: { path: string; reason: string }) => `Could not write ${path}: ${reason}.`,
    hint: ({ reason }: { path: string; reason: string }) =>
      HINTS.find(([pattern]) => pattern.test(reason))?.[1] ?? 'Check the disk and the directory.',
  },
});

/** Turns what a system call threw into a `layers.write-failed`; anything else passes unchanged. */
export function writeFailed(path: string, cause: unknown): unknown {
  return !isSystemError(cause) ? cause : errors.create('layers.write-failed', { path, reason: reasonOf(cause) }, { cause });
}

/** The error of what went wrong on a thread; `layer` is what errors call the fault's layer. */
export function errorOfFault(fault: Fault, layer: string): Error {
  if (fault.kind === 'unwritable') return errors.create('layers.write-failed', { path: fault.path, reason: fault.reason });
  if (fault.kind === 'corrupt') return errors.create('layers.corrupt', { layer, problem: fault.problem });
  return errors.create('layers.unreadable', { layer, reason: fault.reason });
}

const HINTS: readonly (readonly [RegExp, string])[] = [
  [/^(ENOSPC|EDQUOT|EFBIG)\b/, 'Free some space, or choose a directory on another disk.'],
  [/^(EACCES|EPERM|EROFS)\b/, 'Choose a directory that you may write to.'],
  [/^(EEXIST|EISDIR|ENOTDIR)\b/, 'Choose an empty directory, on a file system that tells upper from lower case.'],
  [/^(EMFILE|ENFILE)\b/, 'Raise the limit of open files (ulimit -n).'],
];
