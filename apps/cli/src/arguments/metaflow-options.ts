import type { OptionEntry } from './command-entry.ts';

/** Options of Metaflow's command lines that say nothing here, or say it in another way: taken, and not advertised. */
export const METAFLOW_OPTIONS: readonly OptionEntry[] = [
  { flags: '--datastore <type>', help: 'local: a folder; s3: the bucket of the store', choices: ['local', 's3'], isHidden: true },
  { flags: '--datastore-root <path>', help: 'the same as --store', isHidden: true },
  { flags: '--metadata <type>', help: 'has no effect: records are in the store', isHidden: true },
  { flags: '--pylint', help: 'has no effect', isHidden: true },
  { flags: '--no-pylint', help: 'has no effect', isHidden: true },
  { flags: '--not-quiet', help: 'has no effect', isHidden: true },
  { flags: '--event-logger <type>', help: 'has no effect', isHidden: true },
  { flags: '--monitor <type>', help: 'has no effect', isHidden: true },
];
