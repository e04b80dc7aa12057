import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { assertStep } from '../arguments/pathspec.ts';
import { executeFlow } from '../compose/execute-flow.ts';
import { findRun } from '../compose/find-tasks.ts';
import { flowOf } from '../compose/flow-of.ts';
import { openStore } from '../compose/open-store.ts';
import { concludeRun } from '../terminal/conclude-run.ts';

const ResumeOptions = z.object({ originRunId: z.optional(z.string()) });

/** The invocation as the run that is resumed had it: with its configurations, but for those that are given anew. */
async function withConfigsOfOrigin(invocation: Invocation, originRunId: string | undefined): Promise<Invocation> {
  const flow = await flowOf(invocation);
  if (flow.configs === undefined) return { ...invocation, flow };
  const { settings } = invocation;
  const store = await openStore(settings);
  const { readRun } = await import('@frazil/runtime');
  const { configs } = await readRun(store, flow.name, await findRun(store, flow.name, originRunId));
  if (configs === undefined) return { ...invocation, flow };
  return { ...invocation, flow: undefined, settings: { ...settings, given: { ...settings.given, configsOfOrigin: configs } } };
}

/** Runs a flow from where an earlier run failed, or from a step; what that run did isn't done again. */
export async function resume(invocation: Invocation): Promise<number> {
  const { originRunId } = ResumeOptions.parse(invocation.options);
  const [from] = invocation.arguments;
  const resumed = await withConfigsOfOrigin(invocation, originRunId);
  const flow = await flowOf(resumed);
  if (from !== undefined) assertStep(flow, from);
  const executed = await executeFlow(flow, resumed, async (store) => {
    const run = await findRun(store, flow.name, originRunId);
    return { run, ...(from !== undefined && { from }) };
  });
  return concludeRun(flow, executed, invocation);
}
