import { defineErrors } from '@frazil/core';

interface Details {
  readonly python: string;
  readonly reason: string;
}

/** What can keep a process from starting. */
export const processLauncherErrors = defineErrors({
  'launcher.python-missing': {
    message: ({ python }: Details) => `There is no Python to run at ${python}.`,
    hint: () => 'It was moved or deleted since it was found: run the same command again to have it made anew.',
  },
  'launcher.python-unusable': {
    message: ({ python, reason }: Details) => `${python} can't be executed on this machine (${reason}).`,
    hint: () => 'It must be an executable file for this platform, on a file system that is not mounted noexec.',
  },
  'launcher.directory-missing': {
    message: ({ directory }: { readonly directory: string }) => `The folder ${directory}, where the task was to run, is not there.`,
    hint: () => 'Make the folder, or start the run in one that exists.',
  },
  'launcher.no-resources': {
    message: ({ reason }: Details) => `The machine lets no other process start (${reason}).`,
    hint: () => 'Run fewer tasks at the same time (--max-workers), or raise the limits of processes, open files or memory.',
  },
  'launcher.variables-too-long': {
    message: () => 'The environment variables and arguments are too long for a process of this machine.',
    hint: () => 'Unset large environment variables before the run.',
  },
  'launcher.failed': {
    message: ({ python, reason }: Details) => `${python} could not be started (${reason}).`,
    hint: () => 'The reason is what the operating system said; check the executable and the limits of the machine.',
  },
});
