import type { GivenToFlow } from '@frazil/frontend-python';
import { cliErrors } from '../errors.ts';

/** What runs a flow where a decorator says, by the decorator's name. */
const INSTEAD: Readonly<Record<string, string>> = {
  kubernetes: 'argo-workflows create, then argo-workflows trigger',
  batch: 'step-functions create, then step-functions trigger',
};

/**
 * Throws when a decorator of the command line asks for tasks on a cluster. Such decorators in the file mean nothing here, as they say
 * where deployed steps run; on the command line they can only mean this run.
 */
export function assertRunsHere(given: GivenToFlow | undefined): void {
  for (const decorator of (given?.with ?? []).map((each) => each.split(':')[0]?.trim() ?? '')) {
    const instead = Object.hasOwn(INSTEAD, decorator) ? INSTEAD[decorator] : undefined;
    if (instead !== undefined) throw cliErrors.create('cli.runs-here', { decorator, instead });
  }
}
