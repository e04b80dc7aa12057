import type { Flow } from '@frazil/core';
import type { GivenToFlow } from '@frazil/frontend-python';
import type { Invocation } from '../arguments/invocation.ts';
import type { Settings } from '../settings/settings.ts';
import { createReporter } from '../terminal/reporter.ts';
import { readFlow } from './read-flow.ts';
import { usernameOf } from './username.ts';

/** The flow of an invocation, read unless it was before; `meanwhile` is called while Python reads it. */
export async function flowOf(invocation: Invocation, meanwhile?: () => unknown): Promise<Flow> {
  const { flow, flowFile, reader, hostPython, settings, terminal, signal } = invocation;
  if (flow !== undefined) return flow;
  const { variables, given } = settings;
  return readFlow(
    { flowFile, variables, hostPython, given, reader, ...(meanwhile && { meanwhile }) },
    { reporter: createReporter(terminal), signal },
  );
}

/** What a flow is given that is read to be deployed. Pure but for the user's name. */
export function givenToDeploy(given: GivenToFlow | undefined, variables: Settings['variables']): GivenToFlow {
  return { ...given, deploy: true, username: usernameOf(variables) };
}

/** The flow of an invocation as it is deployed: defaults that are functions, and files, get their values now. */
export function flowToDeploy(invocation: Invocation): Promise<Flow> {
  const { settings } = invocation;
  const given = givenToDeploy(settings.given, settings.variables);
  return flowOf({ ...invocation, flow: undefined, settings: { ...settings, given } });
}
