import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FACTS_FILE, InterpreterFacts } from '@frazil/core';
import { errors } from './errors.ts';

/** Reads the facts of the interpreter in a prefix. Throws `interpreters.bad-facts` when there is none or they can't be read. */
export async function readInterpreterFacts(prefix: string): Promise<InterpreterFacts> {
  const library = join(prefix, 'lib');
  try {
    const name = (await readdir(library)).find((folder) => /^python3\.\d+$/.test(folder)) ?? 'python3';
    return InterpreterFacts.parse(JSON.parse(await readFile(join(library, name, FACTS_FILE), 'utf8')));
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'it is not what was written';
    throw errors.create('interpreters.bad-facts', { path: join(library, 'python3.*', FACTS_FILE), reason }, { cause });
  }
}
