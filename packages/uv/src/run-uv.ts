import type { Context } from '@frazil/core';
import { uvErrors } from './errors.ts';
import { redact } from './redact.ts';
import { type ProgramOutput, runProgram } from './run-program.ts';
import { uvVariables } from './uv-variables.ts';

/** A uv that runs on this machine. */
export interface Uv {
  readonly path: string;
  readonly version: string;
}

/** How uv is run. */
export interface RunUvOptions {
  readonly context: Context;
  /** Where uv looks for its configuration; this process's working directory when undefined. */
  readonly directory?: string;
  /** Added to the environment, and stronger than it. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** What uv reads on its standard input. */
  readonly input?: string;
  /** Hears what uv wrote to stderr, its warnings, when it succeeds; credentials redacted. */
  readonly onMessages?: (stderr: string) => void;
}

/**
 * Runs uv and gives what it wrote to stdout. Throws `uv.failed` with uv's own words in the details, credentials redacted,
 * and the signal's reason on abort.
 */
export async function runUv(uv: Uv, args: readonly string[], options: RunUvOptions): Promise<string> {
  const variables = uvVariables(process.env, options.variables);
  const output = await start(uv, args, options, variables);
  const stderr = redact(output.stderr, variables);
  if (output.exitCode === 0) {
    options.onMessages?.(stderr);
    return output.stdout;
  }
  throw uvErrors.create('uv.failed', { command: args.slice(0, 2).join(' '), exitCode: output.exitCode ?? -1, stderr });
}

async function start(
  uv: Uv,
  args: readonly string[],
  options: RunUvOptions,
  variables: Record<string, string | undefined>,
): Promise<ProgramOutput> {
  const { context, directory, input } = options;
  try {
    return await runProgram({ path: uv.path, arguments: args, variables, signal: context.signal, directory, input });
  } catch (error) {
    context.signal.throwIfAborted();
    throw uvErrors.create(
      'uv.not-runnable',
      { path: uv.path, reason: error instanceof Error ? error.message : String(error) },
      { cause: error },
    );
  }
}
