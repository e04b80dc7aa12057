import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hexOf, keys, type Objects, type TaskKey } from '@frazil/core';
import { type Blobs, runtimeErrors } from '@frazil/runtime';
import { listCards, readCardHtml } from '../cards/card-reader.ts';
import { type Client, flowNames } from '../client.ts';
import type { RunTags } from '../tags/run-tags.ts';
import { type TaggedRun, taggedRuns } from '../views/flow-view.ts';
import type { RunView } from '../views/run-view.ts';
import type { StepView } from '../views/step-view.ts';
import type { TaskView } from '../views/task-view.ts';
import type { Cursors } from './cursors.ts';
import type { Request } from './request.ts';

/** What answers need. The client sees all namespaces: whoever asks filters. */
export interface AnswerContext {
  readonly client: Client;
  readonly cursors: Cursors;
  /** A folder for files that go away with the conversation. */
  readonly folder: string;
  /** Brings artifacts to this machine. */
  readonly blobs: Blobs;
  /** Objects in buckets. */
  readonly objects: () => Promise<Objects>;
}

/** The answer to a request, as a value that JSON can say. Throws known failures. */
export async function answer(request: Request, context: AnswerContext): Promise<unknown> {
  const { client, cursors } = context;
  switch (request.ask) {
    case 'store':
      return client.store.url;
    case 'flows':
      return cursors.open(flowNames(client.store));
    case 'runs':
      return cursors.open(map(taggedRuns(client.store, request.flow, {}), describeRun));
    case 'run': {
      const run = await client.run(`${request.flow}/${request.run}`);
      return describeRun({ run, tags: await run.tags() });
    }
    case 'steps':
      return cursors.open(stepNames(await client.run(`${request.flow}/${request.run}`)));
    case 'tasks':
      return cursors.open(map((await stepOf(request, client)).tasks('backward'), describeTask));
    case 'task':
      return describeTask(await taskOf(request, client));
    case 'attempts':
      return (await taskOf(request, client)).attempts();
    case 'log':
      return new TextDecoder().decode(await (await taskOf(request, client)).log(choiceOf(request)));
    case 'log-lines':
      return cursors.open(each(await (await taskOf(request, client)).logLines(choiceOf(request))));
    case 'cards':
      return listCards(client.store, keyOf(request));
    case 'card':
      return readCardHtml(client.store, keyOf(request), request.id);
    case 'artifact':
      return fileOf(request, context);
    case 'code':
      return codeOf(request, context);
    case 'change-tags':
      return changeTags(request, client);
    case 's3-list':
      return cursors.open((await context.objects()).list(request.prefixes, request.isDeep));
    case 's3-describe':
      return (await context.objects()).describe(request.urls, request.missing);
    case 's3-get':
      return (await context.objects()).get(request.objects, request.missing);
    case 's3-put':
      return (await context.objects()).put(request.objects, request.replace);
    case 'more':
      return cursors.more(request.cursor);
    case 'close':
      return cursors.close(request.cursor);
  }
}

async function* map<From, To>(items: AsyncIterable<From>, change: (item: From) => Promise<To> | To): AsyncGenerator<To> {
  for await (const item of items) yield change(item);
}

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

async function* stepNames(run: RunView): AsyncGenerator<string> {
  for await (const { name } of run.steps()) yield name;
}

function describeRun({ run: { record, status }, tags }: TaggedRun) {
  return { ...record, status, tags: tags.user, systemTags: tags.system };
}

async function describeTask({ flow, run, step, task, record, attempts }: TaskView) {
  // Of a task that isn't done only its attempts say when it began.
  const [first] = record === undefined ? await attempts() : [];
  return { flow, run, step, task, started: record?.started ?? first?.started, record: record ?? null };
}

type Of<Ask extends Request['ask']> = Extract<Request, { readonly ask: Ask }>;

function keyOf({ flow, run, step, task }: Of<'cards' | 'card'>): TaskKey {
  return { flow, run, step, task };
}

function stepOf({ flow, run, step }: Of<'tasks'>, client: Client): Promise<StepView> {
  return client.step(`${flow}/${run}/${step}`);
}

function taskOf({ flow, run, step, task }: Of<'task' | 'attempts' | 'log' | 'log-lines'>, client: Client): Promise<TaskView> {
  return client.task(`${flow}/${run}/${step}/${task}`);
}

function choiceOf({ stream, attempt }: Of<'log' | 'log-lines'>) {
  return { stream, ...(attempt !== undefined && { attempt }) };
}

async function fileOf({ digest }: Of<'artifact'>, { client, blobs }: AnswerContext): Promise<string> {
  const key = keys.artifact(digest);
  if ((await client.store.size(key)) === undefined) throw runtimeErrors.create('runtime.blob-missing', { key });
  return blobs.bring(digest);
}

async function codeOf({ flow, run }: Of<'code'>, { client, folder }: AnswerContext): Promise<object | null> {
  const { code } = await client.run(`${flow}/${run}`);
  if (code === undefined) return null;
  const file = join(folder, `${hexOf(code.digest)}.tar`);
  if (!existsSync(file)) await writeFile(file, await code.tar());
  return { file, key: code.key, digest: code.digest, script: code.script };
}

async function changeTags({ flow, run, add, remove }: Of<'change-tags'>, client: Client): Promise<RunTags> {
  return (await client.run(`${flow}/${run}`)).changeTags({ add, remove });
}
