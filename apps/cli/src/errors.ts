import { defineErrors } from '@frazil/core';
import { suggestionFor } from './arguments/nearest.ts';

interface Named {
  readonly flow: string;
  readonly name: string;
  readonly known: readonly string[];
}

interface FlowMissingDetails {
  readonly command: string;
  /** The command line as it should be. */
  readonly correct: string;
}

interface TasksDetails {
  readonly pathspec: string;
  readonly known: readonly string[];
}

interface ArtifactDetails {
  readonly pathspec: string;
  readonly name: string;
  readonly known: readonly string[];
}

interface CardDetails {
  readonly pathspec: string;
  /** What was asked for besides, such as `--id loss`; empty when nothing was. */
  readonly wanted: string;
  /** The cards that there are. */
  readonly cards: readonly string[];
}

interface CardsDetails {
  readonly pathspec: string;
  readonly cards: readonly string[];
}

interface GlibcDetails {
  readonly python: string;
  readonly needed: string;
  readonly found: string;
}

interface FolderDetails {
  readonly folder: string;
  readonly reason: string;
  /** What names the folder. */
  readonly setting: 'home' | 'store';
}

interface ClusterDetails {
  readonly decorator: string;
  /** Commands that run the flow where the decorator says. */
  readonly instead: string;
}

const listed = (names: readonly string[]): string => `${names.slice(0, 8).join(', ')}${names.length > 8 ? ' …' : ''}`;

/** What the command itself can say went wrong. */
export const cliErrors = defineErrors({
  'cli.usage': {
    message: ({ message }: { readonly message: string; readonly hint: string }) => message,
    hint: ({ hint }: { readonly message: string; readonly hint: string }) => hint,
  },
  'cli.flow-missing': {
    message: ({ command }: FlowMissingDetails) => `The command ${command} needs a flow file.`,
    hint: ({ correct }: FlowMissingDetails) => `Name it before the command: ${correct}`,
  },
  'cli.flow-invalid': {
    message: ({ file }: { readonly file: string }) => `The flow in ${file} can't run as it is.`,
    hint: () => 'Correct the problems listed.',
  },
  'cli.home-not-writable': {
    message: ({ folder, reason }: FolderDetails) => `Frazil can't keep its files in ${folder} (${reason}).`,
    hint: ({ setting }: FolderDetails) =>
      setting === 'home'
        ? 'Set FRAZIL_HOME to a folder that can be written to, for example FRAZIL_HOME=/tmp/frazil'
        : 'Name a folder that can be written to with --store or FRAZIL_STORE, or leave both out.',
  },
  'cli.platform-unsupported': {
    message: ({ platform }: { readonly platform: string }) => `Environments can't be frozen on this kind of machine (${platform}).`,
    hint: () => 'Use Linux or macOS on x86_64 or arm64, or run with the Python that you have: --environment=local',
  },
  'cli.no-runs': {
    message: ({ flow, store }: { readonly flow: string; readonly store: string }) => `The flow ${flow} has no runs in ${store}.`,
    hint: () => 'Run it first (the command `run`), or name the store that it ran with: --store PATH',
  },
  'cli.run-not-found': {
    message: ({ flow, name }: Named) => `The flow ${flow} has no run ${name}.`,
    hint: ({ name, known }: Named) => `${suggestionFor(name, known)}The latest runs are ${known.slice(0, 5).join(', ')}.`,
  },
  'cli.step-not-found': {
    message: ({ flow, name }: Named) => `The flow ${flow} has no step ${name}.`,
    hint: ({ name, known }: Named) => `${suggestionFor(name, known)}Its steps are ${known.join(', ')}.`,
  },
  'cli.trigger-not-done': {
    message: ({ run, status }: { readonly run: string; readonly status: string }) =>
      `The run ${run} of --trigger is ${status}: it started nothing.`,
    hint: () => 'Name a run that is done.',
  },
  'cli.task-not-found': {
    message: ({ pathspec }: TasksDetails) => `Nothing is recorded for ${pathspec}.`,
    hint: ({ known }: TasksDetails) => (known.length === 0 ? 'No task of that run has ended yet.' : `The run has ${listed(known)}.`),
  },
  'cli.task-unfinished': {
    message: ({ pathspec }: { readonly pathspec: string }) =>
      `${pathspec} is neither done nor failed by an exception, so it has no artifacts.`,
    hint: () => 'See what it wrote with the command logs, correct the cause, and resume the run.',
  },
  'cli.nothing-to-scrub': {
    message: ({ pathspec }: { readonly pathspec: string }) => `No task of ${pathspec} is done, so no logs were scrubbed.`,
    hint: () => 'Add --include-not-done to scrub the logs of tasks that failed as well.',
  },
  'cli.artifact-not-found': {
    message: ({ pathspec, name }: ArtifactDetails) => `${pathspec} has no artifact ${name}.`,
    hint: ({ name, known }: ArtifactDetails) => `${suggestionFor(name, known)}It has ${listed(known)}.`,
  },
  'cli.card-not-found': {
    message: ({ pathspec, wanted }: CardDetails) => `There is no card ${wanted === '' ? '' : `${wanted} `}of ${pathspec}.`,
    hint: ({ cards }: CardDetails) =>
      cards.length === 0
        ? 'Put @card above @step, run the flow again, and see what there is with: card list STEP'
        : `There is ${listed(cards)}.`,
  },
  'cli.card-ambiguous': {
    message: ({ pathspec, cards }: CardsDetails) => `${pathspec} has ${cards.length} cards.`,
    hint: ({ cards }: CardsDetails) => `Name one of ${listed(cards)}`,
  },
  'cli.card-server-address': {
    message: ({ host, port, reason }: { readonly host: string; readonly port: number; readonly reason: string }) =>
      `Cards can't be served at ${host}:${port}: ${reason}.`,
    hint: () => 'Name another port or host, or let the system choose a port: --port 0',
  },
  'cli.values-unreadable': {
    message: ({ pathspec, reason }: { readonly pathspec: string; readonly reason: string }) =>
      `The values of ${pathspec} can't be shown: ${reason}`,
    hint: () => 'Names, types and sizes need no Python: --max-value-size 0',
  },
  'cli.glibc-too-old': {
    message: ({ python, needed, found }: GlibcDetails) =>
      `The frozen Python ${python} needs glibc ${needed} or later; this machine has ${found}.`,
    hint: () =>
      'The lock names the interpreter of a newer machine. Run on one with a newer glibc, or delete the lock and run again to lock one that runs here.',
  },
  'cli.runs-here': {
    message: ({ decorator }: ClusterDetails) =>
      `The command run can't start tasks by @${decorator}: it runs them on this machine, or with kubernetes.`,
    hint: ({ decorator, instead }: ClusterDetails) =>
      `Leave --with ${decorator} out to run here, or deploy the flow and start it there: ${instead}`,
  },
  'cli.interrupted': {
    message: () => 'Interrupted.',
    hint: () => '',
  },
  'cli.file-unreadable': {
    message: ({ name, path, reason }: { readonly name: string; readonly path: string; readonly reason: string }) =>
      `The file ${path}, which the parameter '${name}' includes, can't be read: ${reason}.`,
    hint: ({ name }) => `Name another file with --${name}, or correct the default of the parameter.`,
  },
  'cli.artifacts-unreadable': {
    message: ({ path, reason }: { readonly path: string; readonly reason: string }) =>
      `The module ${path} of --artifacts-module can't be read: ${reason}.`,
    hint: () => 'Name a Python file with a dictionary ARTIFACTS: --artifacts-module mine.py',
  },
  'cli.parameter-name-taken': {
    message: ({ parameter }: { readonly parameter: string }) => `The parameter ${parameter} has the name of an option of the command run.`,
    hint: () => 'Give the parameter another name.',
  },
});
