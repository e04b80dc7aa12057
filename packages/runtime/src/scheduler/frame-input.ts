import type { TaskFrameInput } from '../protocol/task-frame.ts';
import type { Blobs } from '../supervisor/blobs.ts';
import type { TaskOutput } from './task-output.ts';

/** What a task left, as the process of the task after it is told. Pure. */
export function frameInput({ step, task, index, artifacts }: TaskOutput, blobs: Pick<Blobs, 'fileOf'>): TaskFrameInput {
  const entries = Object.entries(artifacts).map(([name, { digest, size, type }]) => {
    return [name, { digest, size, type, file: blobs.fileOf(digest) }] as const;
  });
  return { step, task, index: index.at(-1) ?? null, artifacts: Object.fromEntries(entries) };
}
