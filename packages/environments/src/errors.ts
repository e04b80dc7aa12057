import { defineErrors } from '@frazil/core';

/** What can go wrong between a request and its hydrated directory. */
export const environmentErrors = defineErrors({
  'lock.unreadable': {
    message: ({ path, reason }: { readonly path: string; readonly reason: string }) => `The lock ${path} can't be read: ${reason}.`,
    hint: ({ path }) => `Take the last good version from version control, or delete ${path} and run again to resolve anew.`,
  },
  'lock.too-new': {
    message: ({ path, version }: { readonly path: string; readonly version: number }) =>
      `The lock ${path} has format ${version}, which this version of frazil doesn't know.`,
    hint: () => 'Upgrade frazil to the version that your colleagues use.',
  },
  'lock.conflict': {
    message: ({ path }: { readonly path: string }) => `The lock ${path} holds the marks of a merge that isn't finished.`,
    hint: ({ path }) =>
      `Take either side whole (git checkout --ours ${path}, or --theirs) and run the same command again: what the flow asks for and that side lacks is locked.`,
  },
  'lock.not-written': {
    message: ({ path, reason }: { readonly path: string; readonly reason: string }) => `The lock ${path} can't be written (${reason}).`,
    hint: () =>
      'A lock is kept beside its flow: make room there and let the folder be written to, then run the same command again; what was made is kept.',
  },
  'lock.refused': {
    concerns: 'request',
    message: ({ path, steps, reason }: { readonly path: string; readonly steps: readonly string[]; readonly reason: string }) =>
      `The lock ${path} doesn't answer what ${stepNames(steps)} ask${steps.length === 1 ? 's' : ''} for (${reason}), and it is frozen.`,
    hint: () => 'Run the same command with --no-frozen on your machine, review the lock, and commit it.',
  },
  'freeze.import-failed': {
    concerns: 'request',
    message: ({ steps, failure, tried }: ImportDetails) =>
      `The packages of ${stepNames(steps)} don't work together${tried === undefined ? '' : `, not even those of ${tried}`}: ${failure}.`,
    hint: ({ tried }) =>
      tried === undefined
        ? 'Pin the package that is too new for the others, or say the date it worked at with exclude_newer=.'
        : 'Pin versions of the packages named here that are known to work together, or try another date with exclude_newer=.',
  },
  'environment.prefix-too-long': {
    message: ({ file, prefix, most }: { readonly file: string; readonly prefix: string; readonly most: number }) =>
      `The path ${prefix} is too long for ${file}, which has room for ${most} bytes of it.`,
    hint: () => 'Hydrate into a folder with a shorter path: set FRAZIL_HOME to one.',
  },
  'environment.bad-record': {
    message: ({ record }: { readonly record: string }) => `The record ${record} of an installed package can't be read.`,
    hint: () => 'The layer was made by another program: freeze the flow again with a store of its own.',
  },
  'environment.layer-missing': {
    message: ({ name, store }: { readonly name: string; readonly store: string }) => `The layer of ${name} is not in the store ${store}.`,
    hint: () => 'Freeze the flow again with this store: only what is missing is made.',
  },
  'environment.layer-damaged': {
    message: ({ name, problem }: { readonly name: string; readonly problem: string }) =>
      `The stored layer of ${name} is damaged: ${problem}.`,
    hint: () => 'It was removed from the store. Freeze or run the flow again: it is made anew from the original.',
  },
});

interface ImportDetails {
  readonly steps: readonly string[];
  /** `pandas: ValueError: ...`. */
  readonly failure: string;
  /** The date that was tried, when one was. */
  readonly tried: string | undefined;
}

function stepNames(steps: readonly string[]): string {
  return steps.length === 1 ? `step ${steps[0]}` : `steps ${steps.join(', ')}`;
}
