import * as z from 'zod/mini';
import { Platform } from './platform.ts';

/** What an interpreter's layer says of itself, in a file beside its standard library. */
export const InterpreterFacts = z.lazy(() =>
  z.object({
    version: z.string(),
    provider: z.string(),
    platform: Platform,
    /** The oldest glibc that it runs with; absent when it needs none. */
    glibc: z.optional(z.string()),
  }),
);
export type InterpreterFacts = z.infer<typeof InterpreterFacts>;

/** The name of that file. */
export const FACTS_FILE = 'frazil-interpreter.json';

/** Where the facts of a version are, in a prefix. Pure. */
export function factsPath(version: string): string {
  return `lib/python${version.split('.').slice(0, 2).join('.')}/${FACTS_FILE}`;
}
