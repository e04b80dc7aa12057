import { checkFlow, environmentRequests } from '@frazil/core';
import type { Invocation } from '../arguments/invocation.ts';
import { flowOf } from '../compose/flow-of.ts';
import { EXIT } from '../exit-codes.ts';
import { reportProblems } from '../terminal/failure.ts';
import { formatCount } from '../terminal/format.ts';

/** Says whether the flow is well formed, and all that is wrong with it. */
export async function check(invocation: Invocation): Promise<number> {
  const { terminal, settings } = invocation;
  const flow = await flowOf(invocation);
  const problems = checkFlow(flow);
  if (problems.length > 0) {
    reportProblems(problems, terminal);
    terminal.say(`${terminal.style.red(formatCount(problems.length, 'problem'))} in ${flow.file}.`);
    return EXIT.failed;
  }
  environmentRequests(flow, { environment: settings.environment, excludeNewer: settings.excludeNewer });
  if (terminal.isJson) terminal.json({ kind: 'checked', flow: flow.name, steps: flow.steps.length });
  terminal.say(`${terminal.style.green('✓')} ${flow.name}: ${formatCount(flow.steps.length, 'step')}, nothing wrong.`);
  return EXIT.done;
}
