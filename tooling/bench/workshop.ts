import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Peers } from './peers.ts';

/** What a suite works with. */
export interface Workshop {
  readonly peers: Peers;
  /** Node and the built command. */
  readonly frazil: readonly string[];
  readonly node: string;
  /** Emptied before the bench. */
  readonly folder: string;
  /** The Python that frazil and metaflow start flows with. */
  readonly hostPython: string;
}

/** The environment variables of a frazil with a home of its own. Pure. */
export function frazilVariables(workshop: Workshop, home: string): Readonly<Record<string, string>> {
  return { FRAZIL_HOME: join(workshop.folder, home), FRAZIL_PYTHON: workshop.hostPython, CI: '' };
}

/** Copies a flow of the bench to a folder of its own; gives its path. */
export function placeFlow(workshop: Workshop, name: string, folder: string): string {
  const target = join(workshop.folder, folder);
  mkdirSync(target, { recursive: true });
  const path = join(target, name);
  copyFileSync(fileURLToPath(new URL(`./flows/${name}`, import.meta.url)), path);
  return path;
}

/** Empties a folder of the workshop; gives its path. */
export function emptyFolder(workshop: Workshop, name: string): string {
  const path = join(workshop.folder, name);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}

/** Node and the built command. */
export function frazilCommand(): Pick<Workshop, 'frazil' | 'node'> {
  const program = fileURLToPath(new URL('../../apps/cli/dist/frazil.js', import.meta.url));
  return { node: process.execPath, frazil: [process.execPath, program] };
}
