import type { Store } from '@frazil/core';
import { type RunRecord, type RunStatus, statusOfRun } from '@frazil/runtime';
import { type CodeView, codeView } from '../code/code-view.ts';
import { clientErrors } from '../errors.ts';
import { changeTags } from '../tags/change-tags.ts';
import { type RunTags, readTags, type TagChange } from '../tags/run-tags.ts';
import { stepOrder } from './step-order.ts';
import { hasTasks, type StepView, stepView } from './step-view.ts';
import type { TaskView } from './task-view.ts';

/** A run of a flow. */
export interface RunView {
  readonly flow: string;
  readonly id: string;
  /** `FLOW/RUN`. */
  readonly pathspec: string;
  readonly record: RunRecord;
  /** How it stood when it was read: a run whose process died is `interrupted`. */
  readonly status: RunStatus;
  readonly createdAt: Date;
  readonly finishedAt: Date | undefined;
  /** The code package that it ran; undefined for a run that wasn't deployed. */
  readonly code: CodeView | undefined;
  /** Its tags as they are now. */
  tags(): Promise<RunTags>;
  /** Removes tags, then adds some, in one step: changes that others make at the same time aren't lost. */
  changeTags(change: TagChange): Promise<RunTags>;
  /** Its steps that were tried, in the order they run in. */
  steps(): AsyncIterable<StepView>;
  /** A step by its name. Throws when it wasn't tried. */
  step(name: string): Promise<StepView>;
  /** The task of its last step; undefined when it hasn't come to it. */
  endTask(): Promise<TaskView | undefined>;
}

/** A run whose record was read. */
export function runView(store: Store, record: RunRecord): RunView {
  const { flow, run } = record;
  const pathspec = `${flow}/${run}`;
  const steps = async function* () {
    for (const step of stepOrder(record.graph)) if (await hasTasks(store, { flow, run, step })) yield stepView(store, { flow, run, step });
  };
  return {
    flow,
    id: run,
    pathspec,
    record,
    status: statusOfRun(record, new Date()),
    createdAt: new Date(record.started),
    finishedAt: record.finished === undefined ? undefined : new Date(record.finished),
    code: record.code && codeView(store, record.code),
    tags: async () => (await readTags(store, record)).tags,
    changeTags: (change) => changeTags(store, record, change),
    steps,
    step: async (step) => {
      const isNamed = step !== '' && !step.includes('/');
      if (isNamed && (await hasTasks(store, { flow, run, step }))) return stepView(store, { flow, run, step });
      throw clientErrors.create('client.not-found', { pathspec: `${pathspec}/${step}`, store: store.url });
    },
    endTask: async () => {
      for (const [step, targets] of Object.entries(record.graph)) {
        if (targets.length > 0) continue;
        for await (const task of stepView(store, { flow, run, step }).tasks('backward')) return task;
      }
      return undefined;
    },
  };
}
