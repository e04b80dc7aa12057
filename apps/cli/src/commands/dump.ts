import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Flow, Store, TaskKey } from '@frazil/core';
import { type ArtifactReference, type AttemptRecord, createBlobs, readAttempts, readTask, type TaskRecord } from '@frazil/runtime';
import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { parsePathspec } from '../arguments/pathspec.ts';
import { findTasks } from '../compose/find-tasks.ts';
import { flowOf } from '../compose/flow-of.ts';
import { openStore } from '../compose/open-store.ts';
import { pythonOfTask } from '../compose/python-of-task.ts';
import { showValues, type TaskFiles, type Values } from '../compose/show-values.ts';
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

/** What is known of a task that is done, or that raised. */
type EndedTask = Pick<TaskRecord, 'flow' | 'run' | 'step' | 'task' | 'artifacts' | 'environment'>;

type Named = readonly [name: string, artifact: ArtifactReference];

interface Chosen {
  readonly task: EndedTask;
  readonly artifacts: readonly Named[];
}

/** Prints the artifacts of tasks: names, types, sizes, and the values that aren't too large. */
export async function dump(invocation: Invocation): Promise<number> {
  const { settings, terminal, arguments: words } = invocation;
  const options = DumpOptions.parse(invocation.options);
  const flow = await flowOf(invocation);
  const store = await openStore(settings);
  const tasks = await findEnded(store, flow, words[0] ?? '');
  assertKnown(options, words[0] ?? '', tasks);
  const chosen = tasks.map((task) => ({ task, artifacts: Object.entries(task.artifacts).filter(([name]) => isChosen(name, options)) }));
  const values = await valuesOf(chosen, options, { invocation, store });
  for (const { task, artifacts } of chosen) {
    const found = values.get(pathspecOf(task)) ?? new Map();
    if (terminal.isJson) terminal.json({ pathspec: `${task.flow}/${pathspecOf(task)}`, artifacts: describe(artifacts, found) });
    else print({ task, artifacts }, found, terminal);
  }
  return EXIT.done;
}

async function findEnded(store: Store, flow: Flow, text: string): Promise<readonly EndedTask[]> {
  const found = await findTasks(store, flow, parsePathspec(text, flow));
  const tasks = await Promise.all(found.map((key) => readEnded(store, key)));
  const ended = tasks.filter((task) => task !== undefined);
  const [first] = found;
  if (ended.length > 0 || first === undefined) return ended;
  throw cliErrors.create('cli.task-unfinished', { pathspec: `${first.run}/${first.step}/${first.task}` });
}

async function readEnded(store: Store, key: TaskKey): Promise<EndedTask | undefined> {
  const record: TaskRecord | AttemptRecord | undefined = (await readTask(store, key)) ?? (await readAttempts(store, key)).at(-1);
  return record?.artifacts && { ...record, artifacts: record.artifacts };
}

// A file is for a program, which sees for itself what isn't there.
function assertKnown({ include, file }: DumpOptions, pathspec: string, tasks: readonly EndedTask[]): void {
  if (file !== undefined) return;
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

// The tasks of a step may have run in several environments: a run that was resumed has tasks of others.
async function valuesOf(tasks: readonly Chosen[], { maxValueSize, file }: DumpOptions, { invocation, store }: Scene): Promise<Values> {
  const { settings, hostPython, terminal, signal, flowFile } = invocation;
  const wanted = tasks.map(({ task, artifacts }) => ({
    task,
    artifacts: file === undefined ? artifacts.filter(([, { size }]) => size <= maxValueSize) : artifacts,
  }));
  const context = { reporter: createReporter(terminal), signal };
  const values = new Map<string, ReadonlyMap<string, string>>();
  const output = file === undefined ? null : resolve(file);
  for (const [index, group] of [...Map.groupBy(wanted, ({ task }) => task.environment).values()].entries()) {
    const [first] = group;
    if (first === undefined || (output === null && group.every(({ artifacts }) => artifacts.length === 0))) continue;
    const python = await pythonOfTask(first.task, { store, settings, hostPython }, context);
    const found = await withFiles(store, group, (files) =>
      showValues(python, { flow: resolve(flowFile), output, adds: output !== null && index > 0, tasks: files }, context),
    );
    for (const [pathspec, each] of found) values.set(pathspec, each);
  }
  return values;
}

/** Uses artifacts as files of this machine: those of the store, or copies that go away at the end. */
async function withFiles<Result>(
  store: Store,
  tasks: readonly Chosen[],
  use: (files: readonly TaskFiles[]) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-dump-'));
  const blobs = createBlobs(store, folder);
  const bring = ([name, { digest }]: Named) => blobs.bring(digest).then((file) => ({ name, digest, file }));
  try {
    const files: TaskFiles[] = [];
    for (const { task, artifacts } of tasks) files.push({ pathspec: pathspecOf(task), artifacts: await Promise.all(artifacts.map(bring)) });
    return await use(files);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function print({ task, artifacts }: Chosen, values: ReadonlyMap<string, string>, terminal: Terminal): void {
  const style = terminal.dataStyle;
  terminal.say(terminal.style.dim(`── ${pathspecOf(task)}`));
  for (const [name, { type, size }] of artifacts) {
    const value = values.get(name);
    terminal.data(`${name} ${style.dim(`[${type}, ${formatBytes(size)}]`)}${assignment(value)}\n`);
  }
}

function assignment(value: string | undefined): string {
  if (value === undefined) return '';
  return value.includes('\n') ? ` =\n${value}` : ` = ${value}`;
}

function describe(artifacts: Chosen['artifacts'], values: ReadonlyMap<string, string>) {
  return artifacts.map(([name, { type, size, digest }]) => ({ name, type, size, digest, value: values.get(name) }));
}

function pathspecOf({ run, step, task }: EndedTask): string {
  return `${run}/${step}/${task}`;
}
