import type { Location, TaskNode } from '@frazil/core';

/** Where a step is written, as the context of an error. Pure. */
export function locationOf({ step }: TaskNode, file: string): { readonly location: Location } {
  return { location: { file: step.file || file, line: step.line } };
}
