import type { Flow, Store } from '@frazil/core';
import type { PreparedFlow } from '@frazil/environments';
import type { Origin, RunEvent, RunInput, RunResult } from '@frazil/runtime';
import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { createRunReporter } from '../terminal/run-reporter.ts';
import { assertTags } from './assert-tags.ts';
import { keepHeapSmall } from './keep-heap-small.ts';
import { openStoreForWriting } from './open-store.ts';
import { placeOfRun } from './place-of-run.ts';
import { assertWellFormed } from './read-flow.ts';
import { groundHere } from './run-ground.ts';
import { runInputOf } from './run-input-of.ts';
import { triggeringRuns } from './triggering-runs.ts';
import { warnOfDatastore } from './warn-of-datastore.ts';
import { writeAtOnce } from './write-output.ts';

/** A run that ended, with what it ran in. */
export interface ExecutedFlow {
  readonly prepared: PreparedFlow | undefined;
  readonly result: RunResult;
  /** Steps whose tasks left cards. */
  readonly stepsWithCards: ReadonlySet<string>;
}

/** The options of commands that run. */
const RunOptions = z.object({
  maxWorkers: z.optional(z.number()),
  maxNumSplits: z.optional(z.number()),
  namespace: z.optional(z.string()),
  tag: z.optional(z.array(z.string())),
  runIdFile: z.optional(z.string()),
  branch: z.optional(z.string()),
  production: z.optional(z.boolean()),
  trigger: z.optional(z.array(z.string())),
});
type RunOptions = z.infer<typeof RunOptions>;

/** Freezes, hydrates and runs a flow, from the start or from where another run was. `origin` is called once the store is open. */
export async function executeFlow(flow: Flow, invocation: Invocation, originIn?: (store: Store) => Promise<Origin>): Promise<ExecutedFlow> {
  const place = placeOfRun(invocation.settings.given);
  assertWellFormed(flow);
  const options = RunOptions.parse(invocation.options);
  await assertTags(options.tag ?? []);
  const store = await openStoreForWriting(invocation.settings);
  warnOfDatastore(invocation.settings, invocation.terminal);
  const origin = await originIn?.(store);
  const triggers = await triggeringRuns(flow, options.trigger ?? [], store);
  const ground = await GROUNDS[place](flow, store, invocation, options);
  const common = await runInputOf(ground, store, invocation);
  const systemTags = [...common.systemTags, `python_version:${flow.python}`];
  const input = { ...common, systemTags, ...runOptionsOf(options, origin), triggers };
  const ended = await runAndWatch(input, options, invocation, flow);
  await runExitHooks(input, ended.result, invocation);
  return { prepared: ground.prepared, ...ended };
}

const GROUNDS = {
  here: groundHere,
  kubernetes: async (...words: Parameters<typeof groundHere>) => (await import('./ground-on-kubernetes.ts')).groundOnKubernetes(...words),
} as const;

function runOptionsOf({ maxWorkers, maxNumSplits, namespace, tag }: RunOptions, origin: Origin | undefined) {
  return {
    tags: tag ?? [],
    ...(maxWorkers !== undefined && { maxWorkers }),
    ...(maxNumSplits !== undefined && { maxSplits: maxNumSplits }),
    ...(namespace !== undefined && { namespace }),
    ...(origin && { origin }),
  };
}

async function runAndWatch(
  input: RunInput,
  { runIdFile }: RunOptions,
  { terminal, signal }: Invocation,
  flow: Flow,
): Promise<Pick<ExecutedFlow, 'result' | 'stepsWithCards'>> {
  const { runPlan } = await import('@frazil/runtime');
  keepHeapSmall();
  const printer = createRunReporter(
    flow.steps.map(({ name }) => name),
    terminal,
  );
  const stepsWithCards = new Set<string>();
  let assertIdWritten: (() => void) | undefined;
  const report = (event: RunEvent) => {
    if (event.kind === 'run-started' && runIdFile !== undefined) assertIdWritten = writeAtOnce(runIdFile, event.run.run);
    if (event.kind === 'task-finished' && event.hasCard) stepsWithCards.add(event.step);
    printer.report(event);
  };
  try {
    const result = await runPlan(input, { report }, signal);
    return { result, stepsWithCards };
  } finally {
    terminal.clear();
    assertIdWritten?.();
  }
}

/** Hooks run where the flow's last step does; what goes wrong in them is told, and changes nothing. */
async function runExitHooks(input: RunInput, { run, status }: RunResult, { terminal, signal, settings }: Invocation): Promise<void> {
  const { runHooks } = await import('@frazil/runtime');
  const { plan, file, sdk } = input;
  const last = plan.end;
  const variables = { ...input.variables, FRAZIL_STORE: settings.store };
  const hooks = { plan, run, status, file, sdk, directory: process.cwd(), python: input.stepPython(last), variables };
  const problem = await runHooks(hooks, (stream, line) => (stream === 'stdout' ? terminal.data(`${line}\n`) : terminal.say(line)), signal);
  if (problem !== undefined) terminal.say(`${terminal.style.yellow('warning:')} ${problem}`);
}
