import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Platform } from '@frazil/core';
import * as z from 'zod/mini';
import { errors } from './errors.ts';
import { minorOf } from './version.ts';

/** What an interpreter's layer says of itself. */
export const InterpreterFacts = z.object({
  version: z.string(),
  provider: z.string(),
  platform: Platform,
  /** The oldest glibc that it runs with; absent when it needs none. */
  glibc: z.optional(z.string()),
});
export type InterpreterFacts = z.infer<typeof InterpreterFacts>;

const FILE = 'frazil-interpreter.json';

/** Where the facts of a version are, in a prefix. Pure. */
export function factsPath(version: string): string {
  return `lib/python${minorOf(version)}/${FILE}`;
}

/** Reads the facts of the interpreter in a prefix. Throws `interpreters.bad-facts` when there is none or they can't be read. */
export async function readInterpreterFacts(prefix: string): Promise<InterpreterFacts> {
  const library = join(prefix, 'lib');
  try {
    const name = (await readdir(library)).find((folder) => /^python3\.\d+$/.test(folder)) ?? 'python3';
    return InterpreterFacts.parse(JSON.parse(await readFile(join(library, name, FILE), 'utf8')));
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'it is not what was written';
    throw errors.create('interpreters.bad-facts', { path: join(library, 'python3.*', FILE), reason }, { cause });
  }
}
