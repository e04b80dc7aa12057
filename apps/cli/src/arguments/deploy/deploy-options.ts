import type { OptionEntry } from '../command-entry.ts';

/** What a flow is called on an engine, for every command of an engine. */
export const NAME: OptionEntry = {
  flags: '--name <name>',
  help: "what the flow is called on the engine, instead of a name made of the flow's",
};

/** Which of a project's branches is meant, for every command of an engine. */
export const BRANCH: readonly OptionEntry[] = [
  { flags: '--branch <name>', help: 'the branch of the @project (default: user.NAME)', variable: 'METAFLOW_BRANCH' },
  { flags: '--production', help: 'the production branch of the @project', variable: 'METAFLOW_PRODUCTION' },
];

/** Deploying over what belongs to others. */
export const AUTHORIZE: OptionEntry = { flags: '--authorize', help: 'replace what belongs to another flow' };

/** Which files are code, for every command that packages it. */
export const PACKAGE_SUFFIXES: OptionEntry = {
  flags: '--package-suffixes <list>',
  help: "which files of the flow's folder its tasks get, by the ends of their names (default: .py)",
};

const MAX_WORKERS: OptionEntry = {
  flags: '--max-workers <n>',
  help: 'how many tasks of a run may be at work at once',
  value: 'count',
};

export const RUN_ID_FILE: OptionEntry = { flags: '--run-id-file <file>', help: "write the run's id to this file" };

export const RUN_ARGUMENT = { name: 'run', help: 'the id of the run', isRequired: true } as const;

/** Options of every `create`. */
export const CREATE: readonly OptionEntry[] = [
  NAME,
  ...BRANCH,
  { flags: '--tag <tag>', help: 'tag all runs; again for more', isRepeatable: true },
  { flags: '--label <name=value>', help: 'label what is made on the engine; again for more', value: 'pair', isRepeatable: true },
  { flags: '--env <name=value>', help: 'a variable of all tasks, no secret; again for more', value: 'pair', isRepeatable: true },
  {
    flags: '--worker-image <image>',
    help: 'the image with frazil-worker, by digest: REPOSITORY@sha256:...',
    variable: 'FRAZIL_WORKER_IMAGE',
  },
  {
    flags: '--image <image>',
    help: 'the image that steps run in when they name none (default: the worker image)',
    variable: 'FRAZIL_IMAGE',
  },
  { flags: '--allow-image-tags', help: 'take images without a digest, which may change under their tag' },
  { flags: '--shared-store', help: 'the store is a folder that all machines of the engine have at the same path' },
  PACKAGE_SUFFIXES,
  MAX_WORKERS,
  { flags: '--workflow-timeout <seconds>', help: 'how long a run may take', value: 'count' },
  { flags: '--output <file>', help: 'write what is made to this file, and deploy nothing' },
  { flags: '--dry-run', help: 'say what would be made; nothing is stored or deployed, but environments are frozen' },
];
