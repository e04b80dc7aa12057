import type { Flow } from '@frazil/core';
import type { Invocation } from '../arguments/invocation.ts';
import { createReporter } from '../terminal/reporter.ts';
import { readFlow } from './read-flow.ts';

/** The flow of an invocation, read unless it was before. */
export async function flowOf({ flow, flowFile, settings, terminal, signal }: Invocation): Promise<Flow> {
  if (flow !== undefined) return flow;
  return readFlow({ flowFile, variables: settings.variables }, { reporter: createReporter(terminal), signal });
}
