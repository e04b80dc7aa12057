/** Attributes of FlowSpec: neither steps nor parameters can have these names. */
export const RESERVED_ATTRIBUTES: ReadonlySet<string> = new Set([
  'cmd',
  'foreach_stack',
  'index',
  'input',
  'inputs',
  'merge_artifacts',
  'name',
  'next',
  'script_name',
  'self',
]);

/** Options of the command line, as written after `--`: parameters can't have these names. */
export const RESERVED_OPTIONS: ReadonlySet<string> = new Set([
  'config',
  'config-value',
  'debug',
  'environment',
  'exclude-newer',
  'frozen',
  'help',
  'json',
  'max-workers',
  'namespace',
  'no-frozen',
  'origin-run-id',
  'platform',
  'quiet',
  'run-id-file',
  'store',
  'strict',
  'tag',
  'with',
]);
