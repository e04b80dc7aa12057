import type { Flow, Store, TriggeringEvent } from '@frazil/core';
import { cliErrors } from '../errors.ts';

/**
 * The ends of the runs that `--trigger FLOW/RUN` names, as what starts a run of a flow with `@trigger_on_finish`: as an engine would
 * tell them. Throws for runs that aren't there or aren't done.
 */
export async function triggeringRuns(flow: Flow, named: readonly string[], store: Store): Promise<readonly TriggeringEvent[]> {
  if (named.length === 0) return [];
  if (!flow.decorators.some(({ name }) => name === 'trigger_on_finish')) {
    const message = `--trigger says which runs started a flow with @trigger_on_finish, and ${flow.name} has none.`;
    throw cliErrors.create('cli.usage', { message, hint: 'Leave it out, or put @trigger_on_finish above the class.' });
  }
  return Promise.all(named.map((name) => endOfRun(name, store)));
}

async function endOfRun(named: string, store: Store): Promise<TriggeringEvent> {
  const [flow = '', run = '', ...rest] = named.split('/');
  if (flow === '' || run === '' || rest.length > 0) {
    const hint = 'Write FLOW/RUN: the name of another flow and the id of its run.';
    throw cliErrors.create('cli.usage', { message: `--trigger ${named} names no run.`, hint });
  }
  const { readRun } = await import('@frazil/runtime');
  const { status, finished = '' } = await readRun(store, flow, run);
  if (status !== 'done') throw cliErrors.create('cli.trigger-not-done', { run: named, status });
  return { type: 'run', name: `frazil.${flow}.done`, id: `${flow}/${run}`, timestamp: Math.floor(Date.parse(finished) / 1000) };
}
