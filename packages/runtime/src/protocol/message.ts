import { Digest } from '@frazil/core';
import * as z from 'zod/mini';
import { TaskException } from '../records/attempt-record.ts';
import { ArtifactReference, TaskTransition, Versions } from '../records/task-record.ts';

const Size = z.int().check(z.nonnegative());
const File = z.nullable(z.string());

/** What a task's process says to its supervisor. Members it doesn't know are dropped, kinds it doesn't know are refused. */
export const TaskMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('load'), digest: Digest }),
  z.object({ kind: z.literal('save'), name: z.string(), digest: Digest, size: Size, type: z.string(), file: File }),
  z.object({ kind: z.literal('items'), digest: Digest, size: Size, start: Size, count: Size, file: File }),
  z.object({ kind: z.literal('keep'), artifacts: z.record(z.string(), ArtifactReference) }),
  z.object({ kind: z.literal('parameters'), names: z.array(z.string()) }),
  z.object({ kind: z.literal('card'), id: z.string(), type: z.string(), live: z.optional(z.boolean()) }),
  z.object({ kind: z.literal('next'), transition: TaskTransition, caught: z.optional(z.boolean()) }),
  z.object({ kind: z.literal('done'), versions: z.optional(Versions) }),
  z.object({ kind: z.literal('failed'), exception: TaskException, versions: z.optional(Versions) }),
]);
export type TaskMessage = z.infer<typeof TaskMessage>;
