import { openClient, type RunTags, type RunView, type TagChange } from '@frazil/client';
import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { findRun } from '../compose/find-tasks.ts';
import { flowOf } from '../compose/flow-of.ts';
import { openStore } from '../compose/open-store.ts';
import { usernameOf } from '../compose/username.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { printTags } from './tag-lines.ts';

const RunOptions = z.object({ runId: z.optional(z.string()), namespace: z.optional(z.string()) });

/** The namespace of whoever asks, as Metaflow finds it. Pure but for the user's name. */
export function ownNamespace({ settings }: Invocation): string {
  const token = settings.variables.METAFLOW_PRODUCTION_TOKEN;
  return token ? `production:${token}` : `user:${usernameOf(settings.variables)}`;
}

/** Changes the tags of the run that the options name, and prints what it has then. */
export async function changeTagsOfRun(invocation: Invocation, change: TagChange): Promise<number> {
  const run = await namedRun(invocation);
  const tags: RunTags = await run.changeTags(change);
  invocation.terminal.say('Done. The run has now:');
  printTags([{ runs: [run.pathspec], ...tags }], invocation.terminal);
  return EXIT.done;
}

async function namedRun(invocation: Invocation): Promise<RunView> {
  const { runId, namespace = ownNamespace(invocation) } = RunOptions.parse(invocation.options);
  const flow = await flowOf(invocation);
  const store = await openStore(invocation.settings);
  if (runId === undefined) {
    const latest = await findRun(store, flow.name, undefined);
    const hint = `Name it with --run-id; the latest run is ${latest}.`;
    throw cliErrors.create('cli.usage', { message: 'Which run is meant is not said.', hint });
  }
  await findRun(store, flow.name, runId);
  return openClient(store, { namespace }).run(`${flow.name}/${runId}`);
}
