import { assertFilesReadable } from '../arguments/included-files.ts';
import type { Invocation } from '../arguments/invocation.ts';
import { executeFlow } from '../compose/execute-flow.ts';
import { flowOf } from '../compose/flow-of.ts';
import { concludeRun } from '../terminal/conclude-run.ts';

/** Freezes what isn't frozen, runs the flow, and says what there is now. */
export async function run(invocation: Invocation): Promise<number> {
  const flow = await flowOf(invocation);
  await assertFilesReadable(flow, invocation.parameters);
  return concludeRun(flow, await executeFlow(flow, invocation), invocation);
}
