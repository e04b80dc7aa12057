/** Options that Metaflow has before the command though only some commands have them, with how many words each is. */
export const OPTIONS_BEFORE: ReadonlyMap<string, number> = new Map([
  ['--branch', 2],
  ['--production', 1],
  ['--package-suffixes', 2],
  ['--trigger', 2],
]);
