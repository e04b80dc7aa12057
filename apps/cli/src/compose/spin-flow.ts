import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Flow, planFlow, reasonOf, type TaskKey, withProject } from '@frazil/core';
import type { RunEvent, RunResult } from '@frazil/runtime';
import { createFolderStore } from '@frazil/store-folder';
import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { parsePathspec } from '../arguments/pathspec.ts';
import { projectOf } from '../deploy/project-of.ts';
import { cliErrors } from '../errors.ts';
import type { Settings } from '../settings/settings.ts';
import { createReporter } from '../terminal/reporter.ts';
import { createRunReporter } from '../terminal/run-reporter.ts';
import { prepareEnvironments } from './environments.ts';
import { findTasks } from './find-tasks.ts';
import { openStoreForWriting, spinsFolder } from './open-store.ts';
import { placeOfRun } from './place-of-run.ts';
import { assertWellFormed } from './read-flow.ts';
import { environmentIds, stepPythons } from './run-ground.ts';
import { runInputOf } from './run-input-of.ts';
import { writeAtOnce } from './write-output.ts';

/** The options of `spin`. */
export const SpinOptions = z.object({
  persist: z._default(z.boolean(), false),
  skipDecorators: z._default(z.boolean(), false),
  artifactsModule: z.optional(z.string()),
  runIdFile: z.optional(z.string()),
  branch: z.optional(z.string()),
  production: z.optional(z.boolean()),
});
export type SpinOptions = z.infer<typeof SpinOptions>;

/** A task that was done once more. */
export interface SpunTask {
  /** The task of the earlier run. */
  readonly origin: TaskKey;
  readonly result: RunResult;
}

const SPINS_HERE = { message: 'spin does a task on this machine.', hint: 'Leave --with kubernetes out; run and resume take it.' };

/** Does a task of an earlier run once more, alone. */
export async function spinFlow(flow: Flow, invocation: Invocation): Promise<SpunTask> {
  const { settings, terminal, signal, flowFile } = invocation;
  const options = SpinOptions.parse(invocation.options);
  if (placeOfRun(settings.given) !== 'here') throw cliErrors.create('cli.usage', SPINS_HERE);
  assertWellFormed(flow);
  await assertReadable(options.artifactsModule);
  const store = await openStoreForWriting(settings);
  const pathspec = parsePathspec(invocation.arguments[0] ?? '', flow);
  if (pathspec.step === undefined) throw stepUnnamed(invocation.arguments[0] ?? '');
  const [origin] = await findTasks(store, flow, pathspec);
  if (origin === undefined) throw new TypeError('tasks that are not found are an error');
  const { assertSpinnable } = await import('@frazil/runtime');
  assertSpinnable(planFlow(flow, { environments: new Map() }), origin);
  terminal.say(`Spinning ${origin.flow}/${origin.run}/${origin.step}/${origin.task}.`);
  const context = { reporter: createReporter(terminal), signal };
  const prepared = await prepareEnvironments({ flowFile, flow, settings: settingsFor(options, settings), store }, context);
  terminal.clear();
  const planned = planFlow(flow, { environments: environmentIds(prepared) });
  const plan = withProject(planned, projectOf(planned.project, options, settings));
  const stepPython = await stepPythons(flow, prepared, invocation);
  const run = { ...(await runInputOf({ plan, stepPython }, store, invocation)), tags: [] };
  return { origin, result: await spin({ run, task: origin }, options, invocation) };
}

type Spinning = Pick<Parameters<typeof import('@frazil/runtime').spinTask>[0], 'run' | 'task'>;

async function spin({ run, task }: Spinning, options: SpinOptions, { settings, terminal, signal }: Invocation): Promise<RunResult> {
  const { spinTask } = await import('@frazil/runtime');
  const thrownAway = options.persist ? undefined : await mkdtemp(join(settings.home, 'spin-'));
  const stores = { spins: createFolderStore(spinsFolder(settings)), ...(thrownAway && { made: createFolderStore(thrownAway) }) };
  const artifactsModule = options.artifactsModule === undefined ? null : resolve(options.artifactsModule);
  const printer = createRunReporter([task.step], terminal, 'spin');
  let assertIdWritten: (() => void) | undefined;
  // The record that a spin has is no run of the flow's: who asked for its id gets it, and nothing is said.
  const report = (event: RunEvent) => {
    if (event.kind !== 'run-started') printer.report(event);
    else if (options.runIdFile !== undefined) assertIdWritten = writeAtOnce(options.runIdFile, event.run.run);
  };
  try {
    return await spinTask({ run, task, stores, artifactsModule, skipsDecorators: options.skipDecorators }, { report }, signal);
  } finally {
    terminal.clear();
    if (thrownAway !== undefined) await rm(thrownAway, { recursive: true, force: true });
    assertIdWritten?.();
  }
}

async function assertReadable(path: string | undefined): Promise<void> {
  if (path === undefined) return;
  try {
    await readFile(path);
  } catch (error) {
    throw cliErrors.create('cli.artifacts-unreadable', { path, reason: reasonOf(error) ?? String(error) });
  }
}

function settingsFor({ skipDecorators }: SpinOptions, settings: Settings): Settings {
  return skipDecorators ? { ...settings, environment: 'local' } : settings;
}

function stepUnnamed(text: string) {
  const hint = 'Write STEP, STEP/TASK, RUN/STEP or RUN/STEP/TASK; without a run, the latest is meant.';
  return cliErrors.create('cli.usage', { message: `${JSON.stringify(text)} names no step to spin.`, hint });
}
