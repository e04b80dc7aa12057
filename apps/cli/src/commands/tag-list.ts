import { openClient, type RunView } from '@frazil/client';
import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { findRun } from '../compose/find-tasks.ts';
import { flowOf } from '../compose/flow-of.ts';
import { openStore } from '../compose/open-store.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { printRunsOfTags, printTags, type TagGroup } from './tag-lines.ts';
import { ownNamespace } from './tag-run.ts';

const flag = z._default(z.boolean(), false);
const ListOptions = z.object({
  runId: z.optional(z.string()),
  all: flag,
  myRuns: flag,
  hideSystemTags: flag,
  groupByTag: flag,
  groupByRun: flag,
  flat: flag,
});
type ListOptions = z.infer<typeof ListOptions>;

/** Lists the tags of a run, or of all runs of a flow. */
export async function listTags(invocation: Invocation): Promise<number> {
  const { terminal } = invocation;
  const options = ListOptions.parse(invocation.options);
  const [argument] = invocation.arguments;
  assertClear(options, argument);
  const groups: TagGroup[] = [];
  for await (const run of await chosenRuns(invocation, { ...options, runId: options.runId ?? argument })) {
    const { user, system } = await run.tags();
    groups.push({ runs: [run.pathspec], user, system: options.hideSystemTags ? [] : system });
  }
  if (options.flat) for (const tag of allTags(groups)) terminal.data(`${tag}\n`);
  else if (options.groupByTag) printRunsOfTags(groups, terminal);
  else printTags(options.groupByRun ? groups : [together(groups)], terminal);
  return EXIT.done;
}

async function chosenRuns(invocation: Invocation, { runId, myRuns }: ListOptions): Promise<AsyncIterable<RunView>> {
  const { name } = await flowOf(invocation);
  const store = await openStore(invocation.settings);
  const client = openClient(store);
  const run = await findRun(store, name, runId);
  if (runId !== undefined) return single(await client.run(`${name}/${run}`));
  return (await client.flow(name)).runs({ namespace: myRuns ? ownNamespace(invocation) : null });
}

async function* single(run: RunView): AsyncGenerator<RunView> {
  yield run;
}

function together(groups: readonly TagGroup[]): TagGroup {
  const all = (of: (group: TagGroup) => readonly string[]) => [...new Set(groups.flatMap(of))].sort();
  return { runs: groups.flatMap(({ runs }) => runs), user: all(({ user }) => user), system: all(({ system }) => system) };
}

function allTags(groups: readonly TagGroup[]): readonly string[] {
  const { user, system } = together(groups);
  return [...user, ...system].sort();
}

function assertClear(options: ListOptions, argument: string | undefined): void {
  const chosen = [options.all && '--all', options.myRuns && '--my-runs', options.runId !== undefined && '--run-id', argument];
  const shown = [options.flat && '--flat', options.groupByTag && '--group-by-tag', options.groupByRun && '--group-by-run'];
  for (const group of [chosen, shown]) {
    const given = group.filter((each) => each !== false && each !== undefined);
    if (given.length < 2) continue;
    throw cliErrors.create('cli.usage', { message: `${given.join(' and ')} don't go together.`, hint: 'Name one of them.' });
  }
}
