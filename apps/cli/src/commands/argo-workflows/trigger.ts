import { argoNameOf } from '@frazil/compiler-argo-workflows';
import { withFilesEmbedded } from '../../arguments/included-files.ts';
import type { Invocation } from '../../arguments/invocation.ts';
import { announceRun } from '../../deploy/announce-run.ts';
import { planOfFlow } from '../../deploy/plan-of-flow.ts';
import { idOfRun } from '../../deploy/run-names.ts';
import { EXIT } from '../../exit-codes.ts';
import { openArgo } from './open-argo.ts';

/** Starts a run of a flow that is deployed. */
export async function triggerOnArgo(invocation: Invocation): Promise<number> {
  const { plan, chosen } = await planOfFlow(invocation);
  const values = await withFilesEmbedded(plan, invocation.parameters);
  const argo = await openArgo(invocation);
  const name = await argo.trigger(argoNameOf(plan, chosen), values);
  await announceRun(invocation, idOfRun('argo', name), name);
  return EXIT.done;
}
