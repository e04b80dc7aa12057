import { mkdirSync } from 'node:fs';
import { writeFailed } from './errors.ts';

/** Makes the directory that layers go into. */
export function makeRoot(root: string): void {
  try {
    mkdirSync(root, { recursive: true });
  } catch (cause) {
    throw writeFailed(root, cause);
  }
}
