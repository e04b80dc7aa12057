import { access, constants, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { type Context, platformOf } from '@frazil/core';
import { BROUGHT, bringUv } from './bring-uv.ts';
import { uvErrors } from './errors.ts';
import { MINIMUM_UV, PINNED_UV } from './pinned-uv.ts';
import { runProgram } from './run-program.ts';
import type { Uv } from './run-uv.ts';
import { uvVariables } from './uv-variables.ts';

/** Where uv is looked for. */
export interface FindUvOptions {
  /** Where the brought uv is kept, as `tools/uv-VERSION/uv`. */
  readonly cacheDirectory: string;
  /** The environment: FRAZIL_UV, PATH and pip's settings; this process's when undefined. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

/**
 * Finds a uv, or brings the pinned one: FRAZIL_UV, a recent one on the PATH, the pinned one in the cache, the pinned one from
 * the index that the user's pip is configured for. What it gives has run. Processes may do this at the same time.
 */
export async function findUv(options: FindUvOptions, context: Context): Promise<Uv> {
  const variables = options.variables ?? process.env;
  const chosen = variables.FRAZIL_UV;
  if (chosen !== undefined && chosen !== '') return await tryUv(chosen, context);
  return (await findOnPath(variables, context)) ?? (await findPinned(options.cacheDirectory, variables, context));
}

async function findOnPath(variables: Readonly<Record<string, string | undefined>>, context: Context): Promise<Uv | undefined> {
  for (const folder of (variables.PATH ?? '').split(delimiter).filter(isAbsolute)) {
    const uv = await unlessBroken(join(folder, 'uv'), context);
    if (uv !== undefined && isRecent(uv.version)) return uv;
  }
  return undefined;
}

async function findPinned(cacheDirectory: string, variables: Readonly<Record<string, string | undefined>>, context: Context): Promise<Uv> {
  const directory = join(cacheDirectory, 'tools', `uv-${PINNED_UV.version}`);
  const path = join(directory, 'uv');
  const cached = (await isUntouched(path)) ? await unlessBroken(path, context) : undefined;
  if (cached?.version === PINNED_UV.version) return cached;
  const platform = platformOf(process);
  if (platform === undefined) throw uvErrors.create('uv.unsupported-machine', { machine: `${process.platform}-${process.arch}` });
  await bringUv({ directory, platform, variables }, context);
  return await tryUv(path, context);
}

async function isUntouched(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.mtimeMs === BROUGHT.getTime();
}

async function unlessBroken(path: string, context: Context): Promise<Uv | undefined> {
  try {
    await access(path, constants.X_OK);
    return await tryUv(path, context);
  } catch {
    context.signal.throwIfAborted();
    return undefined;
  }
}

async function tryUv(path: string, context: Context): Promise<Uv> {
  try {
    const output = await runProgram({ path, arguments: ['--version'], variables: uvVariables(process.env), signal: context.signal });
    const version = /^uv (\d+\.\d+\.\d+)/.exec(output.stdout)?.[1];
    if (version !== undefined) return { path, version };
    throw uvErrors.create('uv.not-runnable', { path, reason: 'it does not say its version' });
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    throw uvErrors.create('uv.not-runnable', { path, reason: error.message }, { cause: error });
  }
}

function isRecent(version: string): boolean {
  return version.localeCompare(MINIMUM_UV, 'en', { numeric: true }) >= 0;
}
