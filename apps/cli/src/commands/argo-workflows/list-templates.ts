import type { Invocation } from '../../arguments/invocation.ts';
import { EXIT } from '../../exit-codes.ts';
import { openArgo } from './open-argo.ts';

/** Lists all flows that are deployed to the namespace. */
export async function listTemplatesOnArgo(invocation: Invocation): Promise<number> {
  const { terminal } = invocation;
  for (const template of await (await openArgo(invocation)).listTemplates()) {
    if (terminal.isJson) terminal.json(template);
    else terminal.data(`${template.name} ${template.flow}${terminal.dataStyle.dim(` ${template.manifest ?? ''}`)}\n`);
  }
  return EXIT.done;
}
