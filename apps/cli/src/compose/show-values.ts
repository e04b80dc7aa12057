import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Context } from '@frazil/core';
import { sdkDirectory } from '@frazil/python-sdk';
import * as z from 'zod/mini';
import { cliErrors } from '../errors.ts';

/** Which values are wanted. */
export interface ValueRequest {
  /** The flow file, absolute: classes of it may be among the values. */
  readonly flow: string;
  readonly pathspec: string;
  /** A file for the values, absolute. */
  readonly output: string | null;
  readonly artifacts: readonly { readonly name: string; readonly digest: string; readonly file: string }[];
}

const Answer = z.object({ name: z.string(), value: z.optional(z.string()), error: z.optional(z.string()) });

/** The values of artifacts as text, by name, read by a Python that has their packages. Starts a process. */
export async function showValues(
  python: string,
  request: ValueRequest,
  { reporter, signal }: Context,
): Promise<ReadonlyMap<string, string>> {
  const child = spawn(python, ['-I', '-B', program()], { stdio: ['pipe', 'pipe', 'pipe'], signal });
  const exit = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  // A process that ends early says why on its stderr; the broken pipe adds nothing.
  child.stdin.on('error', () => {}).end(JSON.stringify({ ...request, sdk: sdkDirectory() }));
  const [answers, complaints, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  if (code !== 0) {
    const reason = complaints.trimEnd().split('\n').at(-1) ?? `its Python ended with ${code}`;
    throw cliErrors.create('cli.values-unreadable', { pathspec: request.pathspec, reason });
  }
  const values = new Map<string, string>();
  for (const line of answers.split('\n').filter((each) => each !== '')) {
    const { name, value, error } = Answer.parse(JSON.parse(line));
    if (value !== undefined) values.set(name, value);
    else reporter.report({ kind: 'note', level: 'warning', message: `${name} can't be shown: ${error}` });
  }
  return values;
}

const PLACES = ['./python/dump_values.py', '../../python/dump_values.py'] as const;

// Beside the bundle, or where the source is.
function program(): string {
  const paths = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) throw new TypeError(`dump_values.py is in none of ${paths.join(', ')}`);
  return found;
}
