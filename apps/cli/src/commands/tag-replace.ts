import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { cliErrors } from '../errors.ts';
import { changeTagsOfRun } from './tag-run.ts';

const ReplaceOptions = z.object({ add: z._default(z.array(z.string()), []), remove: z._default(z.array(z.string()), []) });

/** Removes tags from a run and adds others, in one step. */
export async function replaceTags(invocation: Invocation): Promise<number> {
  const { add, remove } = ReplaceOptions.parse(invocation.options);
  if (add.length > 0 && remove.length > 0) return changeTagsOfRun(invocation, { add, remove });
  const hint = 'Name tags to remove with --remove and tags to add with --add, or use tag add or tag remove.';
  throw cliErrors.create('cli.usage', { message: 'Replacing takes tags to remove and tags to add.', hint });
}
