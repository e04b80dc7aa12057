/** Attributes of FlowSpec: neither steps nor parameters can have these names. */
export const RESERVED_ATTRIBUTES: ReadonlySet<string> = new Set([
  'cmd',
  'foreach_stack',
  'index',
  'input',
  'merge_artifacts',
  'name',
  'next',
  'script_name',
]);

/**
 * Options that stand behind the command, as written after `--`, and those that are found wherever they stand: parameters can't have
 * these names. Other options of all commands stand before the command where a parameter has their name.
 */
export const RESERVED_OPTIONS: ReadonlySet<string> = new Set([
  'config-value',
  'help',
  'json',
  'max-workers',
  'namespace',
  'origin-run-id',
  'quiet',
  'run-id-file',
  'tag',
  'with',
]);
