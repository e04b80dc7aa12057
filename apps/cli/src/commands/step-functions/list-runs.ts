import { stateMachineName } from '@frazil/compiler-step-functions';
import * as z from 'zod/mini';
import type { Invocation } from '../../arguments/invocation.ts';
import { planOfFlow } from '../../deploy/plan-of-flow.ts';
import { printRun } from '../../deploy/print-runs.ts';
import { EXIT } from '../../exit-codes.ts';
import { listedRun } from './listed-run.ts';
import { openStepFunctions } from './open-step-functions.ts';

const flag = z.optional(z.boolean());
const StatusOptions = z.object({ running: flag, succeeded: flag, failed: flag, timedOut: flag, aborted: flag });

/** Lists the runs of a deployed flow; those of some states when they are named. */
export async function listRunsOnStepFunctions(invocation: Invocation): Promise<number> {
  const { running, succeeded, failed, timedOut, aborted } = StatusOptions.parse(invocation.options);
  const { plan, chosen } = await planOfFlow(invocation);
  const wanted = [
    ...(running ? (['RUNNING'] as const) : []),
    ...(succeeded ? (['SUCCEEDED'] as const) : []),
    ...(failed ? (['FAILED'] as const) : []),
    ...(timedOut ? (['TIMED_OUT'] as const) : []),
    ...(aborted ? (['ABORTED'] as const) : []),
  ];
  const deployer = await openStepFunctions(invocation);
  for (const status of wanted.length === 0 ? [undefined] : wanted) {
    for await (const run of deployer.listRuns(stateMachineName(plan, chosen), status)) printRun(listedRun(run), invocation.terminal);
  }
  return EXIT.done;
}
