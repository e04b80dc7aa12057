import type { GivenToFlow } from '@frazil/frontend-python';
import { wordsIn } from './words-in.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Of `spin`, which does a step on this machine, they say nothing. */
const OF_PLACES = /^(kubernetes|batch)(:|$)/;

/**
 * What is given to a flow, with the decorators for all steps that variables name as in Metaflow, spaces between: METAFLOW_RUN_DECOSPECS for the
 * command `run`, METAFLOW_DECOSPECS for all, and METAFLOW_DEFAULT_DECOSPECS for all but `spin`. Those of the command line come first. Pure.
 */
export function withDecoratorsOfVariables(given: GivenToFlow, command: string, variables: Variables): GivenToFlow {
  const isSpin = command === 'spin';
  const names = [`METAFLOW_${command.toUpperCase()}_DECOSPECS`, 'METAFLOW_DECOSPECS', ...(isSpin ? [] : ['METAFLOW_DEFAULT_DECOSPECS'])];
  const named = names.flatMap((name) => wordsIn(variables[name] ?? ''));
  const meant = isSpin ? named.filter((each) => !OF_PLACES.test(each)) : named;
  return meant.length === 0 ? given : { ...given, with: [...new Set([...(given.with ?? []), ...meant])] };
}
