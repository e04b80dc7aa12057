import { type Context, checkFlow, type Flow, isFrazilError } from '@frazil/core';
import { createPythonFrontend, type FoundByPython, type GivenToFlow } from '@frazil/frontend-python';
import type { FlowReader } from '@frazil/python-sdk';
import { cliErrors } from '../errors.ts';
import type { HostPython } from './host-python.ts';
import { firstPython } from './reader-for.ts';

/** What reading a flow needs to know. */
export interface ReadFlowOptions {
  /** The flow file as it was typed. */
  readonly flowFile: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Told which Python it is when the flow was read. */
  readonly hostPython: HostPython;
  /** What the command line says of the flow. */
  readonly given?: GivenToFlow | undefined;
  /** A Python that was started to read it before it was known which file it is. */
  readonly reader?: FlowReader | undefined;
  /** What can be done while Python reads. */
  readonly meanwhile?: () => unknown;
}

const TOO_OLD = /^(2|3\.[0-7])\./;

// What another Python of the machine may do better.
const OF_PYTHON: ReadonlySet<string> = new Set(['python.not-found', 'python.reader-crashed', 'python.syntax-error']);

/** Reads the flow of a file, well formed or not. Starts a Python. */
export async function readFlow(options: ReadFlowOptions, context: Context): Promise<Flow> {
  const { flowFile, variables, hostPython, given = {}, reader, meanwhile } = options;
  const found = (learnt: FoundByPython) => {
    if (!TOO_OLD.test(learnt.flow.python)) hostPython.know(learnt);
  };
  const read = (python: string) =>
    createPythonFrontend({ python, given, found, ...(reader?.python === python && { reader }) }).read(flowFile, context);
  // Nearly always the first Python will do: to find that out beforehand would start it twice.
  const reading = read(firstPython(variables));
  meanwhile?.();
  try {
    const flow = await reading;
    if (!TOO_OLD.test(flow.python)) return flow;
  } catch (error) {
    if (!isFrazilError(error) || !OF_PYTHON.has(error.code)) throw error;
  }
  return read(await hostPython.find());
}

/** Throws all that is wrong with a flow at once; nothing happens when it is well formed. */
export function assertWellFormed(flow: Flow): void {
  const problems = checkFlow(flow);
  if (problems.length > 0) throw cliErrors.create('cli.flow-invalid', { file: flow.file }, { problems });
}
