import { argoNameOf } from '@frazil/compiler-argo-workflows';
import type { Invocation } from '../../arguments/invocation.ts';
import { planOfFlow } from '../../deploy/plan-of-flow.ts';
import { printRun } from '../../deploy/print-runs.ts';
import { idOfRun } from '../../deploy/run-names.ts';
import { EXIT } from '../../exit-codes.ts';
import { openArgo } from './open-argo.ts';

/** Lists the runs of a deployed flow. */
export async function listRunsOnArgo(invocation: Invocation): Promise<number> {
  const { plan, chosen } = await planOfFlow(invocation);
  const runs = await (await openArgo(invocation)).listRuns(argoNameOf(plan, chosen));
  for (const { run, status, started, finished, message } of runs) {
    printRun({ run: idOfRun('argo', run), status, started, finished, message }, invocation.terminal);
  }
  return EXIT.done;
}
