import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { flowToDeploy } from '../compose/flow-of.ts';
import { codeOfFlow } from '../deploy/code-of-flow.ts';
import { EXIT } from '../exit-codes.ts';

const ListOptions = z.object({ archive: z._default(z.boolean(), false), packageSuffixes: z.optional(z.string()) });

/** Lists the files that a deployment of the flow has with it: where they are, or their paths in the package. */
export async function listPackage(invocation: Invocation): Promise<number> {
  const { archive, packageSuffixes } = ListOptions.parse(invocation.options);
  await flowToDeploy(invocation);
  const { findCode } = await import('@frazil/deployments');
  for (const { file, entry } of findCode(await codeOfFlow(invocation, packageSuffixes))) {
    invocation.terminal.data(`${archive ? entry.path : file}\n`);
  }
  return EXIT.done;
}
