import type { GivenToFlow } from '@frazil/frontend-python';
import { cliErrors } from '../errors.ts';

/** Where the tasks of a run are: on this machine, or in pods of a cluster. */
export type PlaceOfRun = 'here' | 'kubernetes';

const STEP_FUNCTIONS = 'step-functions create, then step-functions trigger';
const ARGO = 'argo-workflows create, then argo-workflows trigger';
/** What runs a flow where a decorator says, by the decorator's name; of engines, also by what people take for one. */
const INSTEAD: Readonly<Record<string, string>> = {
  batch: STEP_FUNCTIONS,
  'step-functions': STEP_FUNCTIONS,
  step_functions: STEP_FUNCTIONS,
  argo: ARGO,
  'argo-workflows': ARGO,
  argo_workflows: ARGO,
  airflow: 'airflow create',
};

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
