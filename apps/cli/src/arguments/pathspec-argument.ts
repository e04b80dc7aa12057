import type { ArgumentEntry } from './command-entry.ts';

/** Which tasks are meant. */
export const PATHSPEC: ArgumentEntry = {
  name: 'pathspec',
  help: 'STEP, RUN/STEP or RUN/STEP/TASK; the latest run when none is named',
  isRequired: true,
};
