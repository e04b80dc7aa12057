import type { Invocation } from '../arguments/invocation.ts';
import { flowOf } from '../compose/flow-of.ts';
import { SpinOptions, spinFlow } from '../compose/spin-flow.ts';
import { EXIT } from '../exit-codes.ts';
import { reportProblems } from '../terminal/failure.ts';

/** Does a task of an earlier run once more, alone, and says how it ended. */
export async function spin(invocation: Invocation): Promise<number> {
  const { terminal } = invocation;
  const { style } = terminal;
  const { persist } = SpinOptions.parse(invocation.options);
  const { origin, result } = await spinFlow(await flowOf(invocation), invocation);
  const pathspec = `${origin.flow}/${result.run}/${origin.step}/${origin.task}`;
  if (terminal.isJson)
    terminal.json({ kind: 'spun', pathspec, origin: `${origin.flow}/${origin.run}/${origin.step}/${origin.task}`, status: result.status });
  if (result.status === 'interrupted') return EXIT.interrupted;
  if (result.status === 'failed') {
    if (result.problem !== undefined) reportProblems([result.problem], terminal);
    return EXIT.failed;
  }
  terminal.say(`${style.green('✓')} ${style.bold(origin.step)} is done; no run has changed.`);
  if (persist) terminal.say(`${style.dim('read   ')} from metaflow import inspect_spin, Task; inspect_spin(); Task('${pathspec}')`);
  return EXIT.done;
}
