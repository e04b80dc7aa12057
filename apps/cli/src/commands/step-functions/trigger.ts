import { stateMachineName } from '@frazil/compiler-step-functions';
import { withFilesEmbedded } from '../../arguments/included-files.ts';
import type { Invocation } from '../../arguments/invocation.ts';
import { announceRun } from '../../deploy/announce-run.ts';
import { planOfFlow } from '../../deploy/plan-of-flow.ts';
import { idOfRun } from '../../deploy/run-names.ts';
import { EXIT } from '../../exit-codes.ts';
import { openStepFunctions } from './open-step-functions.ts';

/** Starts a run of a flow that is deployed. */
export async function triggerOnStepFunctions(invocation: Invocation): Promise<number> {
  const { plan, chosen } = await planOfFlow(invocation);
  const values = await withFilesEmbedded(plan, invocation.parameters);
  const { parameters } = plan;
  const deployer = await openStepFunctions(invocation);
  const { name } = await deployer.trigger({ name: stateMachineName(plan, chosen), parameters, values });
  await announceRun(invocation, idOfRun('sfn', name), name);
  return EXIT.done;
}
