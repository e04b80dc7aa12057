import type { Invocation } from '../arguments/invocation.ts';
import { changeTagsOfRun } from './tag-run.ts';

/** Removes tags from a run. */
export async function removeTags(invocation: Invocation): Promise<number> {
  return changeTagsOfRun(invocation, { remove: invocation.arguments });
}
