import { Digest } from '@frazil/core';
import * as z from 'zod/mini';
import { LogTimes } from './log-times.ts';
import { ArtifactReference, CardReference, Versions } from './task-record.ts';

/** An exception that a step raised; the traceback holds the user's frames only. */
export const TaskException = z.object({ type: z.string(), message: z.string(), traceback: z.string() });
export type TaskException = z.infer<typeof TaskException>;

/** How an attempt ended. */
export const AttemptEnd = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done') }),
  /** The step raised. */
  z.strictObject({ kind: z.literal('failed'), exception: TaskException }),
  /** The process went without a word; `reason` says how in one sentence. */
  z.strictObject({
    kind: z.literal('crashed'),
    exitCode: z.nullable(z.number()),
    signal: z.nullable(z.string()),
    reason: z.string(),
  }),
  z.strictObject({ kind: z.literal('timed-out'), seconds: z.number() }),
  /** The run was interrupted. */
  z.strictObject({ kind: z.literal('interrupted') }),
  /** Not the step's fault: it couldn't be started, spoke nonsense, or its results couldn't be stored. */
  z.strictObject({ kind: z.literal('broken'), code: z.string(), message: z.string(), hint: z.string() }),
]);
export type AttemptEnd = z.infer<typeof AttemptEnd>;

/** One try of a task. */
export const AttemptRecord = z.strictObject({
  schema: z.literal(1),
  flow: z.string(),
  run: z.string(),
  step: z.string(),
  task: z.string(),
  attempt: z.number(),
  started: z.string(),
  finished: z.string(),
  /** The tasks whose artifacts it got, as `flow/run/step/task`; absent when it was recorded before they were kept. */
  inputs: z.optional(z.array(z.string())),
  end: AttemptEnd,
  /** When its lines were written; absent when it wrote none. */
  logTimes: z.optional(LogTimes),
  /** What it left to look at. */
  cards: z.optional(z.array(CardReference)),
  /** What its step had set, or not changed, when it raised; absent when it didn't raise. */
  artifacts: z.optional(z.record(z.string(), ArtifactReference)),
  /** The frozen environment that it ran in. */
  environment: z.optional(Digest),
  versions: z.optional(Versions),
});
export type AttemptRecord = z.infer<typeof AttemptRecord>;
