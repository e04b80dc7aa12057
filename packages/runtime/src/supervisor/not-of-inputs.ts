import { open } from 'node:fs/promises';
import type { TaskFrame, TaskFrameInput } from '../protocol/task-frame.ts';
import type { ArtifactReference } from '../records/task-record.ts';

/** The names of artifacts that no task before this one has, whatever they are called there. Reads no more of a list than it must. */
export async function notOfInputs(
  artifacts: Readonly<Record<string, ArtifactReference>>,
  { inputs, listed }: Pick<TaskFrame, 'inputs' | 'listed'>,
): Promise<readonly string[]> {
  const missing = new Map(Object.entries(artifacts).map(([name, { digest }]) => [name, digest]));
  const strikeOut = (input: TaskFrameInput): void => {
    const known = new Set(Object.values(input.artifacts).map(({ digest }) => digest));
    for (const [name, digest] of missing) if (known.has(digest)) missing.delete(name);
  };
  inputs.forEach(strikeOut);
  if (listed === null || missing.size === 0) return [...missing.keys()];
  await using file = await open(listed.file);
  for await (const line of file.readLines()) {
    strikeOut(JSON.parse(line));
    if (missing.size === 0) break;
  }
  return [...missing.keys()];
}
