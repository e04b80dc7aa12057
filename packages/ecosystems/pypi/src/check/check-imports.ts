import { spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context, EnvironmentRequest, HydratedEnvironment, ImportFailure } from '@frazil/core';
import { sweepFolder, temporaryName } from '@frazil/files';
import * as z from 'zod/mini';
import { readRequest } from '../resolve/read-request.ts';
import { IMPORT_SCRIPT } from './import-script.ts';

const LIMIT_SECONDS = 120;

const Event = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('importing'), package: z.string(), module: z.string() }),
  z.object({ kind: z.literal('failed'), package: z.string(), module: z.string(), error: z.string() }),
  z.object({ kind: z.literal('done') }),
]);

/** How the process ended, and what it said on stdout. */
interface Ending {
  readonly stdout: string;
  readonly how: string;
}

/**
 * Imports the requested packages in one process of the environment's own Python; undefined when all import, else the first that
 * does not. A crash and two minutes without an end are failures of the module at hand.
 */
export async function checkImports(
  environment: HydratedEnvironment,
  request: EnvironmentRequest,
  context: Context,
): Promise<ImportFailure | undefined> {
  const names = readRequest(request).map(({ name }) => name);
  if (names.length === 0) return undefined;
  // Modules that write where they are started, or to the home folder, write to this one.
  await sweepFolder(tmpdir());
  const scratch = join(tmpdir(), temporaryName());
  await mkdir(scratch, { mode: 0o700 });
  try {
    return failureOf(await importAll(environment.python, names, scratch, context), names);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function failureOf({ stdout, how }: Ending, names: readonly string[]): ImportFailure | undefined {
  const events = stdout.split('\n').flatMap((line) => (line === '' ? [] : [Event.parse(JSON.parse(line))]));
  const last = events.at(-1);
  switch (last?.kind) {
    case 'done':
      return undefined;
    case 'failed':
      return { package: last.package, module: last.module, error: last.error };
    case 'importing':
      return { package: last.package, module: last.module, error: `Python ${how} while importing it` };
    default:
      return { package: names[0] ?? '', module: names[0] ?? '', error: `Python ${how} before importing anything` };
  }
}

async function importAll(python: string, names: readonly string[], scratch: string, { signal }: Context): Promise<Ending> {
  signal.throwIfAborted();
  const variables = { ...process.env, HOME: scratch, TMPDIR: scratch };
  const child = spawn(python, ['-I', '-B', '-c', IMPORT_SCRIPT, ...names], {
    cwd: scratch,
    env: variables,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    kill();
  }, LIMIT_SECONDS * 1000);
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  try {
    const how = await new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(`did not start (${error.message})`));
      child.once('close', (code, name) => resolve(name === null ? `exited with ${code}` : `was ended by ${name}`));
    });
    signal.throwIfAborted();
    return { stdout, how: isLate ? `did not end in ${LIMIT_SECONDS} seconds` : how };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', kill);
  }
}
