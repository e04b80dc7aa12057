import type { OptionEntry } from './command-entry.ts';
import { METAFLOW_OPTIONS } from './metaflow-options.ts';

/** The options of every command; they may stand before or after its name. */
export const SHARED_OPTIONS: readonly OptionEntry[] = [
  {
    flags: '--environment <kind>',
    help: "pypi or conda: each step in its own frozen environment (the default); local: all steps in this machine's Python",
    choices: ['pypi', 'conda', 'local'],
  },
  {
    flags: '--store <path>',
    help: 'where everything is kept: a folder or s3://BUCKET/PREFIX (default: FRAZIL_STORE, or the folder store in FRAZIL_HOME)',
  },
  { flags: '--exclude-newer <date>', help: 'see only packages uploaded before this date, such as 2023-10-15', value: 'date' },
  {
    flags: '--platform <name>',
    help: 'freeze for this platform; again for more (default: linux-x86_64, linux-aarch64, osx-arm64 and this machine)',
    choices: ['linux-x86_64', 'linux-aarch64', 'osx-arm64', 'osx-x86_64'],
    isRepeatable: true,
  },
  { flags: '--frozen', help: 'refuse to resolve anything: the lock must answer (the default when CI is set)' },
  { flags: '--no-frozen', help: 'resolve what the lock does not answer, even when CI is set' },
  { flags: '--strict', help: 'refuse another patch of Python than the one asked for' },
  { flags: '--config <name> <file>', help: 'the file of a configuration of the flow; again for more' },
  { flags: '--config-value <name> <json>', help: 'the value of a configuration of the flow; again for more' },
  { flags: '--with <decorator>', help: 'a decorator for all steps that lack it, such as retry:times=3; again for more' },
  { flags: '--json', help: 'print events and results as JSON lines' },
  ...METAFLOW_OPTIONS,
  { flags: '--quiet', help: 'print nothing but data, warnings and errors' },
  { flags: '--debug', help: 'print stacks and causes with errors' },
];
