import { argoNameOf } from '@frazil/compiler-argo-workflows';
import { identityOf } from '@frazil/core';
import * as z from 'zod/mini';
import type { Invocation } from '../../arguments/invocation.ts';
import { planOfFlow } from '../../deploy/plan-of-flow.ts';
import { EXIT } from '../../exit-codes.ts';
import { openArgo } from './open-argo.ts';

const DeleteOptions = z.object({ authorize: z.optional(z.boolean()) });

/** Removes what is deployed of a flow. */
export async function deleteOnArgo(invocation: Invocation): Promise<number> {
  const { terminal } = invocation;
  const { authorize = false } = DeleteOptions.parse(invocation.options);
  const { plan, chosen } = await planOfFlow(invocation);
  const changes = await (await openArgo(invocation)).delete(argoNameOf(plan, chosen), { flow: identityOf(plan), authorize });
  if (terminal.isJson) terminal.json({ kind: 'deleted', changes });
  for (const { kind, name, action } of changes) terminal.say(`${kind} ${name} ${action}`);
  return EXIT.done;
}
