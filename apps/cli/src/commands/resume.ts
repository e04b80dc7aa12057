import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { assertStep } from '../arguments/pathspec.ts';
import { executeFlow } from '../compose/execute-flow.ts';
import { findRun } from '../compose/find-tasks.ts';
import { flowOf } from '../compose/flow-of.ts';
import { concludeRun } from '../terminal/conclude-run.ts';

const ResumeOptions = z.object({ originRunId: z.optional(z.string()) });

/** Runs a flow from where an earlier run failed, or from a step; what that run did isn't done again. */
export async function resume(invocation: Invocation): Promise<number> {
  const { originRunId } = ResumeOptions.parse(invocation.options);
  const [from] = invocation.arguments;
  const flow = await flowOf(invocation);
  if (from !== undefined) assertStep(flow, from);
  const executed = await executeFlow(flow, invocation, async (store) => {
    const run = await findRun(store, flow.name, originRunId);
    return { run, ...(from !== undefined && { from }) };
  });
  return concludeRun(flow, executed, invocation);
}
