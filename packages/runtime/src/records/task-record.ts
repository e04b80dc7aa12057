import { Digest } from '@frazil/core';
import * as z from 'zod/mini';
import { LogTimes } from './log-times.ts';

/** An artifact: its pickle's digest and size, and the name of its type. */
export const ArtifactReference = z.strictObject({ digest: Digest, size: z.number(), type: z.string() });
export type ArtifactReference = z.infer<typeof ArtifactReference>;

/** Some of the items of a foreach, pickled as one list: `count` of them, from the item `start`. */
export const ItemsChunk = z.strictObject({ digest: Digest, size: z.number(), start: z.number(), count: z.number() });
export type ItemsChunk = z.infer<typeof ItemsChunk>;

/** The versions of what a task ran with, by name: python, metaflow. */
export const Versions = z.record(z.string(), z.string());

/** Where a task went: what its `self.next` said when it ran. */
export const TaskTransition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('end') }),
  z.object({ kind: z.literal('linear'), targets: z.array(z.string()) }),
  z.object({ kind: z.literal('split'), targets: z.array(z.string()) }),
  z.object({ kind: z.literal('foreach'), targets: z.array(z.string()), variable: z.string(), count: z.int().check(z.positive()) }),
  /** The one of its cases that was chosen. */
  z.object({ kind: z.literal('switch'), targets: z.tuple([z.string()]) }),
  z.object({ kind: z.literal('gang'), targets: z.array(z.string()), count: z.int().check(z.positive()) }),
]);
export type TaskTransition = z.infer<typeof TaskTransition>;

/** A card of a task: its document is in the store under its digest. */
export const CardReference = z.strictObject({ id: z.string(), type: z.string(), digest: Digest, size: z.number() });
export type CardReference = z.infer<typeof CardReference>;

/** A task that has happened. Written last, once, after all that it refers to. */
export const TaskRecord = z.strictObject({
  schema: z.literal(1),
  flow: z.string(),
  run: z.string(),
  step: z.string(),
  task: z.string(),
  /** The attempt that did it, from 0. */
  attempt: z.number(),
  /** Its indexes in the foreaches and gangs around it, outermost first. */
  index: z.array(z.number()),
  /** The tasks whose artifacts it got, as `flow/run/step/task`. */
  inputs: z.array(z.string()),
  artifacts: z.record(z.string(), ArtifactReference),
  transition: TaskTransition,
  /** Set when it failed and `@catch` let it go on. */
  caught: z.optional(z.literal(true)),
  items: z.array(ItemsChunk),
  cards: z.array(CardReference),
  started: z.string(),
  finished: z.string(),
  /** When its lines were written; absent when it wrote none. */
  logTimes: z.optional(LogTimes),
  /** The frozen environment that it ran in. */
  environment: z.optional(Digest),
  versions: z.optional(Versions),
  /** The task that it is a copy of, as `flow/run/step/task`: the one that really ran. */
  origin: z.optional(z.string()),
});
export type TaskRecord = z.infer<typeof TaskRecord>;
