import type { Invocation } from '../../arguments/invocation.ts';
import { printRun } from '../../deploy/print-runs.ts';
import { engineNameOfRun, idOfRun } from '../../deploy/run-names.ts';
import { EXIT } from '../../exit-codes.ts';
import { openArgo } from './open-argo.ts';

/** Says how a run and its tasks are. */
export async function statusOnArgo(invocation: Invocation): Promise<number> {
  const { terminal, arguments: words } = invocation;
  const {
    tasks,
    run: name,
    status,
    started,
    finished,
    message,
  } = await (await openArgo(invocation)).status(engineNameOfRun('argo', words[0] ?? ''));
  const run = { run: idOfRun('argo', name), status, started, finished, message };
  if (terminal.isJson) {
    terminal.json({ ...run, tasks });
    return EXIT.done;
  }
  printRun(run, terminal);
  for (const { step, path, phase, message: reason } of tasks) {
    terminal.data(`  ${step}/${path} ${phase}${reason === undefined ? '' : ` ${reason}`}\n`);
  }
  return EXIT.done;
}
