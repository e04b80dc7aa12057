import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Context } from '@frazil/core';
import { sdkDirectory } from '@frazil/python-sdk';
import { pythonFlags, type StepPython } from '@frazil/runtime';
import * as z from 'zod/mini';
import { cliErrors } from '../errors.ts';

/** Which values are wanted. */
export interface ValueRequest {
  /** The flow file, absolute: classes of it may be among the values. */
  readonly flow: string;
  /** A file for the values, absolute. */
  readonly output: string | null;
  /** Whether the values join others that are in that file. */
  readonly adds: boolean;
  readonly tasks: readonly TaskFiles[];
}

/** The artifacts of a task as files, absolute. */
export interface TaskFiles {
  /** `RUN/STEP/TASK`. */
  readonly pathspec: string;
  readonly artifacts: readonly { readonly name: string; readonly digest: string; readonly file: string }[];
}

/** Values as text by the name of the artifact, by task. */
export type Values = ReadonlyMap<string, ReadonlyMap<string, string>>;

const Answer = z.object({ pathspec: z.string(), name: z.string(), value: z.optional(z.string()), error: z.optional(z.string()) });

/** The values of artifacts, read by a Python that has their packages; none of those that go to a file. Starts a process. */
export async function showValues(python: StepPython, request: ValueRequest, { reporter, signal }: Context): Promise<Values> {
  const child = spawn(python.python, [...pythonFlags(python), program()], { stdio: ['pipe', 'pipe', 'pipe'], signal });
  const exit = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  // A process that ends early says why on its stderr; the broken pipe adds nothing.
  child.stdin.on('error', () => {}).end(JSON.stringify({ ...request, sdk: sdkDirectory() }));
  const values = new Map(request.tasks.map((task) => [task.pathspec, new Map<string, string>()]));
  const take = async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      const { pathspec, name, value, error } = Answer.parse(JSON.parse(line));
      if (value !== undefined) values.get(pathspec)?.set(name, value);
      else reporter.report({ kind: 'note', level: 'warning', message: `${name} can't be shown: ${error}` });
    }
  };
  const [, complaints, code] = await Promise.all([take(), text(child.stderr), exit]);
  if (code !== 0) {
    const reason = complaints.trimEnd().split('\n').at(-1) ?? `its Python ended with ${code}`;
    throw cliErrors.create('cli.values-unreadable', { pathspec: request.tasks[0]?.pathspec ?? '', reason });
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
