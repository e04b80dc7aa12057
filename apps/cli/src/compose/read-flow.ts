import { type Context, checkFlow, type Flow } from '@frazil/core';
import type { GivenToFlow } from '@frazil/frontend-python';
import { cliErrors } from '../errors.ts';

/** What reading a flow needs to know. */
export interface ReadFlowOptions {
  /** The flow file as it was typed. */
  readonly flowFile: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** What the command line says of the flow. */
  readonly given?: GivenToFlow | undefined;
}

/** Reads the flow of a file, well formed or not. Starts a Python. */
export async function readFlow({ flowFile, variables, given = {} }: ReadFlowOptions, context: Context): Promise<Flow> {
  const { createPythonFrontend, findHostPython } = await import('@frazil/frontend-python');
  const frontend = createPythonFrontend({ python: await findHostPython(variables), given });
  return frontend.read(flowFile, context);
}

/** Throws all that is wrong with a flow at once; nothing happens when it is well formed. */
export function assertWellFormed(flow: Flow): void {
  const problems = checkFlow(flow);
  if (problems.length > 0) throw cliErrors.create('cli.flow-invalid', { file: flow.file }, { problems });
}
