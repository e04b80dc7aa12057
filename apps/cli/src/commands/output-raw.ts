import type { Invocation } from '../arguments/invocation.ts';
import { flowOf } from '../compose/flow-of.ts';
import { EXIT } from '../exit-codes.ts';

/** Prints the flow as it was read: the model that everything else is made of. */
export async function outputRaw(invocation: Invocation): Promise<number> {
  const flow = await flowOf(invocation);
  invocation.terminal.say('The flow as it was read:');
  invocation.terminal.data(`${JSON.stringify(flow, null, 2)}\n`);
  return EXIT.done;
}
