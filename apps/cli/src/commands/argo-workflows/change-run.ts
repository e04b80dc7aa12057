import type { Action } from '../../arguments/command-entry.ts';
import { engineNameOfRun, idOfRun } from '../../deploy/run-names.ts';
import { EXIT } from '../../exit-codes.ts';
import { openArgo } from './open-argo.ts';

const DONE = { terminate: 'is being stopped', suspend: 'starts no new tasks', unsuspend: 'goes on' } as const;

/** Stops a run, holds it, or lets it go on. */
export function changeRunOnArgo(deed: keyof typeof DONE): Action {
  return async (invocation) => {
    const { terminal, arguments: words } = invocation;
    const name = engineNameOfRun('argo', words[0] ?? '');
    await (await openArgo(invocation))[deed](name);
    if (terminal.isJson) terminal.json({ kind: deed, run: idOfRun('argo', name) });
    terminal.say(`${idOfRun('argo', name)} ${DONE[deed]}.`);
    return EXIT.done;
  };
}
