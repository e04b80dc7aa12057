import type { GivenToFlow } from '@frazil/frontend-python';
import { cliErrors } from '../errors.ts';

/** Where the tasks of a run are: on this machine, or in pods of a cluster. */
export type PlaceOfRun = 'here' | 'kubernetes';

/** What runs a flow where a decorator says, by the decorator's name. */
const INSTEAD: Readonly<Record<string, string>> = { batch: 'step-functions create, then step-functions trigger' };

/**
 * Where the decorators of the command line want tasks to run. Such decorators in the file mean nothing here, as they say where deployed
 * steps run; on the command line they can only mean this run. Throws for what `run` can't do. Pure.
 */
export function placeOfRun(given: GivenToFlow | undefined): PlaceOfRun {
  const decorators = (given?.with ?? []).map((each) => each.split(':')[0]?.trim() ?? '');
  for (const decorator of decorators) {
    const instead = Object.hasOwn(INSTEAD, decorator) ? INSTEAD[decorator] : undefined;
    if (instead !== undefined) throw cliErrors.create('cli.runs-here', { decorator, instead });
  }
  return decorators.includes('kubernetes') ? 'kubernetes' : 'here';
}
