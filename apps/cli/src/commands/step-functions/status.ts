import { stateMachineName } from '@frazil/compiler-step-functions';
import type { Invocation } from '../../arguments/invocation.ts';
import { planOfFlow } from '../../deploy/plan-of-flow.ts';
import { printRun } from '../../deploy/print-runs.ts';
import { engineNameOfRun } from '../../deploy/run-names.ts';
import { EXIT } from '../../exit-codes.ts';
import { listedRun } from './listed-run.ts';
import { openStepFunctions } from './open-step-functions.ts';

/** Says how a run is. */
export async function statusOnStepFunctions(invocation: Invocation): Promise<number> {
  const { plan, chosen } = await planOfFlow(invocation);
  const deployer = await openStepFunctions(invocation);
  const run = await deployer.status(stateMachineName(plan, chosen), engineNameOfRun('sfn', invocation.arguments[0] ?? ''));
  printRun(listedRun(run), invocation.terminal);
  return EXIT.done;
}
