import { join, resolve } from 'node:path';
import { type Context, type Flow, FrazilError, type Frontend } from '@frazil/core';
import { sdkDirectory } from '@frazil/python-sdk';
import { errors } from './errors.ts';
import { problemOf } from './problem-of.ts';
import { type ReadProblem, Report } from './report.ts';
import { type PythonResult, runPython } from './run-python.ts';

/** What the front end needs. */
export interface PythonFrontendOptions {
  /** A Python executable of 3.8 or later, to read flow files with. */
  readonly python: string;
}

/**
 * Reads flows from Python files: starts a Python for each, in which packages that aren't installed are stubbed. Places in
 * errors are relative to the flow file's folder, like those of the flow's steps.
 */
export function createPythonFrontend({ python }: PythonFrontendOptions): Frontend {
  return { name: 'python', extensions: ['.py'], read: (path, context) => read(python, path, context) };
}

async function read(python: string, path: string, context: Context): Promise<Flow> {
  const program = join(sdkDirectory(), 'frazil', '_introspect', '__main__.py');
  const result = await start(python, ['-I', '-B', program, resolve(path)], context.signal);
  const report = parse(result.output);
  if (report === undefined) {
    throw errors.create('python.reader-crashed', { python, exit: result.exit, output: result.errorTail.trim() });
  }
  if ('flow' in report) return report.flow;
  throw failure(report.problems);
}

async function start(python: string, commandLine: readonly string[], signal: AbortSignal): Promise<PythonResult> {
  try {
    return await runPython(python, commandLine, signal);
  } catch (cause) {
    signal.throwIfAborted();
    throw errors.create('python.not-found', { tried: [python] }, { cause });
  }
}

function parse(output: string): Report | undefined {
  try {
    return Report.parse(JSON.parse(output));
  } catch {
    return undefined;
  }
}

function failure(found: readonly ReadProblem[]): FrazilError {
  const [first, ...problems] = found.map(problemOf);
  if (first === undefined) throw new TypeError('a report without problems');
  return new FrazilError(first, found[0]?.details ?? {}, { problems });
}
