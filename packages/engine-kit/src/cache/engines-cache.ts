import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder that holds every engine of this machine, outside any checkout: FRAZIL_ENGINES_CACHE, else the user's cache. */
export function enginesCache(variables: Readonly<Record<string, string | undefined>> = process.env): string {
  const chosen = variables.FRAZIL_ENGINES_CACHE;
  if (chosen !== undefined && chosen !== '') return chosen;
  return join(variables.XDG_CACHE_HOME || join(homedir(), '.cache'), 'frazil-engines');
}
