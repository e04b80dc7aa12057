import { keys, type Store } from '@frazil/core';
import { clientErrors } from './errors.ts';
import type { ArtifactView } from './views/artifact-view.ts';
import { type FlowView, flowView } from './views/flow-view.ts';
import type { RunView } from './views/run-view.ts';
import type { StepView } from './views/step-view.ts';
import type { TaskView } from './views/task-view.ts';

/** How a client looks at a store. */
export interface ClientOptions {
  /** Only runs with this tag are seen, such as `user:ada`; all of them when absent. */
  readonly namespace?: string;
}

/** A store, seen as flows, runs, steps, tasks and artifacts. Everything is read when it is asked for. */
export interface Client {
  readonly store: Store;
  /** The flows that have runs, in order of their names. */
  flows(): AsyncIterable<FlowView>;
  /** A flow by its name. Throws when it has no runs, and when none is in the namespace. */
  flow(name: string): Promise<FlowView>;
  /** `FLOW/RUN`. Throws when there is none, and when it isn't in the namespace. */
  run(pathspec: string): Promise<RunView>;
  /** `FLOW/RUN/STEP`. */
  step(pathspec: string): Promise<StepView>;
  /** `FLOW/RUN/STEP/TASK`. */
  task(pathspec: string): Promise<TaskView>;
  /** `FLOW/RUN/STEP/TASK/NAME`. */
  artifact(pathspec: string): Promise<ArtifactView>;
}

/** Opens the client of a store. Nothing is asked of the store yet. */
export function openClient(store: Store, { namespace }: ClientOptions = {}): Client {
  const flowNamed = (name: string) => flowView(store, name, namespace ?? null);
  const client: Client = {
    store,
    flows: async function* () {
      for await (const name of flowNames(store)) if (await hasRuns(flowNamed(name))) yield flowNamed(name);
    },
    flow: async (name) => {
      parse(name, 'FLOW', 1);
      const flow = flowNamed(name);
      if (await hasRuns(flow)) return flow;
      if (namespace === undefined || !(await hasRuns(flowView(store, name, null)))) {
        throw clientErrors.create('client.not-found', { pathspec: name, store: store.url });
      }
      throw clientErrors.create('client.namespace-mismatch', { pathspec: name, namespace });
    },
    run: async (pathspec) => {
      const [flow = '', run = ''] = parse(pathspec, 'FLOW/RUN', 2);
      return flowNamed(flow).run(run);
    },
    step: async (pathspec) => {
      const [flow, run, step = ''] = parse(pathspec, 'FLOW/RUN/STEP', 3);
      return (await client.run(`${flow}/${run}`)).step(step);
    },
    task: async (pathspec) => {
      const [flow, run, step, task = ''] = parse(pathspec, 'FLOW/RUN/STEP/TASK', 4);
      return (await client.step(`${flow}/${run}/${step}`)).task(task);
    },
    artifact: async (pathspec) => {
      const [flow, run, step, task, name = ''] = parse(pathspec, 'FLOW/RUN/STEP/TASK/NAME', 5);
      return (await client.task(`${flow}/${run}/${step}/${task}`)).artifact(name);
    },
  };
  return client;
}

/** The names of the flows that have runs, in order. */
export async function* flowNames(store: Store): AsyncGenerator<string> {
  let last: string | undefined;
  for await (const key of store.list(keys.allRuns)) {
    const name = key.slice(keys.allRuns.length).split('/')[0] ?? '';
    if (name !== last) yield name;
    last = name;
  }
}

async function hasRuns(flow: FlowView): Promise<boolean> {
  for await (const _ of flow.runs()) return true;
  return false;
}

function parse(pathspec: string, form: string, length: number): readonly string[] {
  const words = pathspec.split('/');
  // What isn't a plain name could lead a store elsewhere.
  if (words.length === length && words.every((word) => /^[^\\\p{Cc}]+$/u.test(word) && !/^\.+$/.test(word))) return words;
  throw clientErrors.create('client.pathspec-invalid', { pathspec, form });
}
