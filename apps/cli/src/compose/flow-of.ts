import type { Flow } from '@frazil/core';
import type { Invocation } from '../arguments/invocation.ts';
import { createReporter } from '../terminal/reporter.ts';
import { readFlow } from './read-flow.ts';
import { usernameOf } from './username.ts';

/** The flow of an invocation, read unless it was before; `meanwhile` is called while Python reads it. */
export async function flowOf({ flow, flowFile, reader, settings, terminal, signal }: Invocation, meanwhile?: () => unknown): Promise<Flow> {
  if (flow !== undefined) return flow;
  const { variables, given } = settings;
  return readFlow({ flowFile, variables, given, reader, ...(meanwhile && { meanwhile }) }, { reporter: createReporter(terminal), signal });
}

/** The flow of an invocation as it is deployed: defaults that are functions, and files, get their values now. */
export function flowToDeploy(invocation: Invocation): Promise<Flow> {
  const { settings } = invocation;
  const given = { ...settings.given, deploy: true as const, username: usernameOf(settings.variables) };
  return flowOf({ ...invocation, flow: undefined, settings: { ...settings, given } });
}
