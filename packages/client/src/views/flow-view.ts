import type { Store } from '@frazil/core';
import { listRuns, type RunRecord, readRun } from '@frazil/runtime';
import { clientErrors } from '../errors.ts';
import { lastChanges, type RunTags, tagsAt } from '../tags/run-tags.ts';
import { type RunView, runView } from './run-view.ts';

/** Which runs are wanted. */
export interface RunFilter {
  /** Only runs that have all of these tags. */
  readonly tags?: readonly string[];
  /** Only runs that have this tag; the client's own namespace when absent, all runs when null. */
  readonly namespace?: string | null;
}

/** A flow that has runs. */
export interface FlowView {
  readonly name: string;
  /** Its runs, newest first; each is read when it is asked for. */
  runs(filter?: RunFilter): AsyncIterable<RunView>;
  /** A run by its id. Throws when there is none, and when it isn't in the client's namespace. */
  run(id: string): Promise<RunView>;
  /** Its newest run in the namespace. */
  latestRun(): Promise<RunView | undefined>;
  /** Its newest run in the namespace that is done. */
  latestSuccessfulRun(): Promise<RunView | undefined>;
}

/** A run with its tags, which a listing reads in any case. */
export interface TaggedRun {
  readonly run: RunView;
  readonly tags: RunTags;
}

/** A flow. Nothing is read yet. */
export function flowView(store: Store, name: string, namespace: string | null): FlowView {
  const runs = async function* (filter: RunFilter = {}) {
    for await (const { run } of taggedRuns(store, name, { namespace, ...filter })) yield run;
  };
  return {
    name,
    runs,
    run: (id) => runInNamespace(store, { flow: name, run: id }, namespace),
    latestRun: async () => {
      for await (const run of runs()) return run;
      return undefined;
    },
    latestSuccessfulRun: async () => {
      for await (const run of runs()) if (run.status === 'done') return run;
      return undefined;
    },
  };
}

/** The runs of a flow with their tags, newest first. */
export async function* taggedRuns(store: Store, flow: string, { tags = [], namespace }: RunFilter): AsyncGenerator<TaggedRun> {
  const changes = await lastChanges(store, flow);
  for await (const record of listRuns(store, flow)) {
    const found = (await tagsAt(store, record, changes.get(record.run) ?? 0)).tags;
    const wanted = [...tags, ...(namespace ? [namespace] : [])];
    if (wanted.every((tag) => hasTag(found, tag))) yield { run: runView(store, record), tags: found };
  }
}

async function runInNamespace(store: Store, { flow, run }: Pick<RunRecord, 'flow' | 'run'>, namespace: string | null): Promise<RunView> {
  const found = runView(store, await readRun(store, flow, run));
  if (namespace === null || hasTag(await found.tags(), namespace)) return found;
  throw clientErrors.create('client.namespace-mismatch', { pathspec: found.pathspec, namespace });
}

function hasTag({ user, system }: RunTags, tag: string): boolean {
  return user.includes(tag) || system.includes(tag);
}
