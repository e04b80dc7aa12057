import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Flow, Store } from '@frazil/core';
import { type ArtifactReference, createBlobs, readTask, type TaskRecord } from '@frazil/runtime';
import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { parsePathspec } from '../arguments/pathspec.ts';
import { findTasks } from '../compose/find-tasks.ts';
import { flowOf } from '../compose/flow-of.ts';
import { openStore } from '../compose/open-store.ts';
import { pythonOfTask } from '../compose/python-of-task.ts';
import { showValues, type ValueRequest } from '../compose/show-values.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { formatBytes } from '../terminal/format.ts';
import { createReporter } from '../terminal/reporter.ts';
import type { Terminal } from '../terminal/terminal.ts';

const DumpOptions = z.object({
  private: z.optional(z.boolean()),
  maxValueSize: z._default(z.number(), 1000),
  include: z.optional(z.string()),
  file: z.optional(z.string()),
});
type DumpOptions = z.infer<typeof DumpOptions>;

type Named = readonly [name: string, artifact: ArtifactReference];

/** Prints the artifacts of tasks: names, types, sizes, and the values that aren't too large. */
export async function dump(invocation: Invocation): Promise<number> {
  const { settings, terminal, arguments: words } = invocation;
  const options = DumpOptions.parse(invocation.options);
  const flow = await flowOf(invocation);
  const store = await openStore(settings);
  const tasks = await findFinished(store, flow, words[0] ?? '');
  if (tasks.length > 1 && options.file !== undefined) {
    throw cliErrors.create('cli.usage', {
      message: `--file takes one task, but ${words[0]} is ${tasks.length}.`,
      hint: 'Name a task: RUN/STEP/TASK',
    });
  }
  assertKnown(options, words[0] ?? '', tasks);
  for (const task of tasks) {
    const chosen = Object.entries(task.artifacts).filter(([name]) => isChosen(name, options));
    const values = await valuesOf(task, chosen, options, { invocation, store });
    if (terminal.isJson) terminal.json({ pathspec: pathspecOf(task), artifacts: describe(chosen, values) });
    else print(task, chosen, values, terminal);
  }
  return EXIT.done;
}

async function findFinished(store: Store, flow: Flow, text: string): Promise<readonly TaskRecord[]> {
  const found = await findTasks(store, flow, parsePathspec(text, flow));
  const tasks = await Promise.all(found.map((key) => readTask(store, key)));
  const finished = tasks.filter((task) => task !== undefined);
  const [first] = found;
  if (finished.length > 0 || first === undefined) return finished;
  throw cliErrors.create('cli.task-unfinished', { pathspec: `${first.run}/${first.step}/${first.task}` });
}

function assertKnown({ include }: DumpOptions, pathspec: string, tasks: readonly TaskRecord[]): void {
  const known = [...new Set(tasks.flatMap(({ artifacts }) => Object.keys(artifacts)))];
  const unknown = include?.split(',').find((name) => !known.includes(name));
  if (unknown !== undefined) throw cliErrors.create('cli.artifact-not-found', { pathspec, name: unknown, known });
}

function isChosen(name: string, { private: isPrivate, include }: DumpOptions): boolean {
  if (include !== undefined) return include.split(',').includes(name);
  return isPrivate === true || !name.startsWith('_');
}

interface Scene {
  readonly invocation: Invocation;
  readonly store: Store;
}

async function valuesOf(
  task: TaskRecord,
  artifacts: readonly Named[],
  { maxValueSize, file }: DumpOptions,
  { invocation, store }: Scene,
): Promise<ReadonlyMap<string, string>> {
  const { settings, terminal, signal, flowFile } = invocation;
  const wanted = file === undefined ? artifacts.filter(([, { size }]) => size <= maxValueSize) : artifacts;
  if (wanted.length === 0) return new Map();
  const context = { reporter: createReporter(terminal), signal };
  const python = await pythonOfTask(task, { store, settings }, context);
  return withFiles(store, wanted, (files) => {
    const pathspec = `${task.run}/${task.step}/${task.task}`;
    const request = { flow: resolve(flowFile), pathspec, output: file === undefined ? null : resolve(file) };
    return showValues(python, { ...request, artifacts: files }, context);
  });
}

/** Uses artifacts as files of this machine: those of the store, or copies that go away at the end. */
async function withFiles<Result>(
  store: Store,
  artifacts: readonly Named[],
  use: (files: ValueRequest['artifacts']) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-dump-'));
  try {
    const blobs = createBlobs(store, folder);
    return await use(await Promise.all(artifacts.map(async ([name, { digest }]) => ({ name, digest, file: await blobs.bring(digest) }))));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function print(task: TaskRecord, artifacts: readonly Named[], values: ReadonlyMap<string, string>, terminal: Terminal): void {
  const style = terminal.dataStyle;
  terminal.say(terminal.style.dim(`── ${task.run}/${task.step}/${task.task}`));
  for (const [name, { type, size }] of artifacts) {
    const value = values.get(name);
    terminal.data(`${name} ${style.dim(`[${type}, ${formatBytes(size)}]`)}${assignment(value)}\n`);
  }
}

function assignment(value: string | undefined): string {
  if (value === undefined) return '';
  return value.includes('\n') ? ` =\n${value}` : ` = ${value}`;
}

function describe(artifacts: readonly Named[], values: ReadonlyMap<string, string>) {
  return artifacts.map(([name, { type, size, digest }]) => ({ name, type, size, digest, value: values.get(name) }));
}

function pathspecOf({ flow, run, step, task }: TaskRecord): string {
  return [flow, run, step, task].join('/');
}
