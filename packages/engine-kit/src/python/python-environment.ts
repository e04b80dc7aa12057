import { join } from 'node:path';
import { type Context, isFrazilError } from '@frazil/core';
import { findUv, runUv } from '@frazil/uv';
import { digestOfFiles } from '../cache/digest-of-files.ts';
import { enginesCache } from '../cache/engines-cache.ts';
import { installed } from '../cache/installed.ts';
import { findPython } from './find-python.ts';

/** What a virtual environment of an engine holds. */
export interface PythonEnvironmentInput {
  readonly name: string;
  /** The minor version of Python, `3.11`. */
  readonly python: string;
  /** A file that pins every package, with the hashes of what may be taken for it. */
  readonly lock: string;
}

/**
 * Brings a virtual environment and gives its Python. uv makes it, from the index that it is configured for, once per lock and
 * machine. Network the first time.
 */
export async function pythonEnvironment({ name, python, lock }: PythonEnvironmentInput): Promise<string> {
  const folder = await installed(`${name}-${await digestOfFiles([lock])}`, async (target) => {
    const context: Context = { reporter: { report: () => {} }, signal: new AbortController().signal };
    const uv = await findUv({ cacheDirectory: enginesCache() }, context);
    // Where no such Python is, uv may bring one.
    const found = await findPython(python);
    const variables = found === undefined ? { UV_PYTHON_DOWNLOADS: 'automatic' } : {};
    await inWords(runUv(uv, ['venv', '--quiet', '--allow-existing', '--python', found ?? python, target], { context, variables }));
    await inWords(runUv(uv, ['pip', 'sync', '--quiet', '--require-hashes', '--python', pythonOf(target), lock], { context }));
  });
  return pythonOf(folder);
}

/** A failure of uv with all that uv said: its first line is not the reason. */
async function inWords(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isFrazilError(error) || typeof error.details.stderr !== 'string') throw error;
    throw new Error(error.details.stderr.trim(), { cause: error });
  }
}

function pythonOf(folder: string): string {
  return join(folder, 'bin', 'python');
}
