import { resolve } from 'node:path';
import { type Context, type Flow, FrazilError, type Frontend, type Json } from '@frazil/core';
import { type FlowReader, type PythonResult, startReader } from '@frazil/python-sdk';
import { errors } from './errors.ts';
import { answerQuestion } from './parse/answer-question.ts';
import { problemOf } from './problem-of.ts';
import { type Additions, type ReadProblem, Report } from './report.ts';

/** What the front end needs. */
export interface PythonFrontendOptions {
  /** A Python executable of 3.8 or later, to read flow files with. */
  readonly python: string;
  /** What the command line says of the flow. */
  readonly given?: GivenToFlow;
  /** A reader that this Python was started as before: the first file is read by it, if it still waits. */
  readonly reader?: FlowReader | undefined;
  /** Told what was learnt beside the flow. */
  readonly found?: (found: FoundByPython) => void;
}

/** What a Python that read a flow tells beside it; all of it is of this machine. */
export interface FoundByPython {
  readonly flow: Flow;
  /** The absolute path of the Python, behind whatever shim it has. */
  readonly executable: string;
  readonly additions: Additions;
}

/** What is given to a flow when it is read, rather than when it runs. */
export interface GivenToFlow {
  /** Files of configurations, by name. */
  readonly configs?: Readonly<Record<string, string>>;
  /** Values of configurations as text, by name. */
  readonly configValues?: Readonly<Record<string, string>>;
  /** Values of configurations as they were, by name: those of a run that is resumed. */
  readonly configsOfOrigin?: Readonly<Record<string, Json>>;
  /** Decorators for all steps that lack them: `retry:times=3`. */
  readonly with?: readonly string[];
  /** Set when the flow is deployed: defaults of parameters that are functions, or files, are worked out now. */
  readonly deploy?: true;
  /** Who reads it, for functions that ask. */
  readonly username?: string;
}

/**
 * Reads flows from Python files: starts a Python for each, in which packages that aren't installed are stubbed. Places in
 * errors are relative to the flow file's folder, like those of the flow's steps.
 */
export function createPythonFrontend(options: PythonFrontendOptions): Frontend {
  return { name: 'python', extensions: ['.py'], read: (path, context) => read(options, path, context) };
}

async function read(
  { python, given = {}, reader, found }: PythonFrontendOptions,
  path: string,
  { signal, reporter }: Context,
): Promise<Flow> {
  signal.throwIfAborted();
  const result = await readBy(reader?.isWaiting ? reader : startReader(python), resolve(path), given, signal);
  const report = parse(result.output);
  if (report === undefined) {
    throw errors.create('python.reader-crashed', { python, exit: result.exit, output: result.errorTail.trim() });
  }
  if ('problems' in report) throw failure(report.problems);
  const { flow, executable, additions = { modules: [], files: [] } } = report;
  if (executable !== '') found?.({ flow, executable, additions });
  const printed = result.errorTail.trimEnd();
  if (printed !== '') reporter.report({ kind: 'note', level: 'info', message: printed });
  return flow;
}

async function readBy(reader: FlowReader, path: string, given: GivenToFlow, signal: AbortSignal): Promise<PythonResult> {
  try {
    return await reader.read(path, given, { signal, answer: answerQuestion });
  } catch (cause) {
    signal.throwIfAborted();
    throw errors.create('python.not-found', { tried: [reader.python] }, { cause });
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
