import type { Invocation } from '../arguments/invocation.ts';
import { freezeEnvironments, preloadEnvironments } from '../compose/environments.ts';
import { flowOf } from '../compose/flow-of.ts';
import { openStoreForWriting } from '../compose/open-store.ts';
import { assertWellFormed } from '../compose/read-flow.ts';
import { EXIT } from '../exit-codes.ts';
import { frozenJson } from '../terminal/frozen-json.ts';
import { frozenLines } from '../terminal/frozen-lines.ts';
import { createReporter } from '../terminal/reporter.ts';

/** Locks the environments of a flow and stores them for all platforms of the lock. */
export async function freeze(invocation: Invocation): Promise<number> {
  const { flowFile, settings, terminal, signal } = invocation;
  const flow = await flowOf(invocation, preloadEnvironments);
  assertWellFormed(flow);
  const store = await openStoreForWriting(settings);
  const frozen = await freezeEnvironments({ flowFile, flow, settings, store }, 'all', { reporter: createReporter(terminal), signal });
  terminal.clear();
  if (terminal.isJson) terminal.json(frozenJson(frozen));
  for (const line of frozenLines(frozen, terminal.style)) terminal.say(line);
  return EXIT.done;
}
