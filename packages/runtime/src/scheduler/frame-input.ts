import type { TaskFrameInput } from '../protocol/task-frame.ts';
import type { Blobs } from '../supervisor/blobs.ts';
import type { TaskOutput } from './task-output.ts';

/** What a task left, as the process of the task after it is told. Pure. */
export function frameInput({ step, task, index, artifacts }: TaskOutput, blobs: Pick<Blobs, 'fileOf'>): TaskFrameInput {
  return { step, task, index: index.at(-1) ?? null, artifacts: frameArtifacts(artifacts, blobs) };
}

/** Artifacts as the process of a task is told of them. Pure. */
export function frameArtifacts(artifacts: TaskOutput['artifacts'], blobs: Pick<Blobs, 'fileOf'>): TaskFrameInput['artifacts'] {
  const entries = Object.entries(artifacts).map(([name, { digest, size, type }]) => {
    return [name, { digest, size, type, file: blobs.fileOf(digest) }] as const;
  });
  return Object.fromEntries(entries);
}
