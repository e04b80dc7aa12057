import type { Invocation } from '../arguments/invocation.ts';
import { changeTagsOfRun } from './tag-run.ts';

/** Adds tags to a run. */
export async function addTags(invocation: Invocation): Promise<number> {
  return changeTagsOfRun(invocation, { add: invocation.arguments });
}
