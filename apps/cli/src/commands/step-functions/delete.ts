import { stateMachineName } from '@frazil/compiler-step-functions';
import { identityOf } from '@frazil/core';
import * as z from 'zod/mini';
import type { Invocation } from '../../arguments/invocation.ts';
import { planOfFlow } from '../../deploy/plan-of-flow.ts';
import { EXIT } from '../../exit-codes.ts';
import { openStepFunctions } from './open-step-functions.ts';

const DeleteOptions = z.object({ authorize: z.optional(z.boolean()) });

/** Removes what is deployed of a flow. */
export async function deleteOnStepFunctions(invocation: Invocation): Promise<number> {
  const { terminal } = invocation;
  const { authorize = false } = DeleteOptions.parse(invocation.options);
  const { plan, chosen } = await planOfFlow(invocation);
  const deployer = await openStepFunctions(invocation);
  const changes = await deployer.delete(stateMachineName(plan, chosen), { owner: identityOf(plan), authorize });
  if (terminal.isJson) terminal.json({ kind: 'deleted', changes });
  for (const { what, name, kind } of changes) terminal.say(`${what} ${name} ${kind}`);
  return EXIT.done;
}
