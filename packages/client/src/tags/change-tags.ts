import { setTimeout } from 'node:timers/promises';
import { keys, type Store } from '@frazil/core';
import type { RunRecord } from '@frazil/runtime';
import { clientErrors } from '../errors.ts';
import { assertUsableTags } from './assert-usable-tags.ts';
import { type RunTags, readTags, type TagChange } from './run-tags.ts';
import type { TagRecord } from './tag-record.ts';

const MOST = 50;

/**
 * Changes the tags of a run: first removes, then adds. Atomic: whoever changes them at the same time is waited for, and no
 * change is lost. Throws for tags that can't be used, and when a tag of the system should go.
 */
export async function changeTags(store: Store, record: RunRecord, change: TagChange): Promise<RunTags> {
  for (let round = 1; ; round += 1) {
    const { number, tags } = await readTags(store, record);
    const user = changed(tags, change);
    if (user.join('\n') === tags.user.join('\n')) return tags;
    const value: TagRecord = { schema: 1, tags: [...user], changed: new Date().toISOString() };
    const key = keys.tagSet(record.flow, record.run, number + 1);
    if (await store.putIfAbsent(key, Buffer.from(JSON.stringify(value)))) return { ...tags, user };
    await setTimeout(Math.random() * Math.min(round * 10, 500));
  }
}

function changed({ user, system }: RunTags, { add = [], remove = [] }: TagChange): readonly string[] {
  const fixed = remove.find((tag) => system.includes(tag));
  if (fixed !== undefined) throw clientErrors.create('client.tag-of-system', { tag: fixed });
  assertUsableTags(add);
  const left = user.filter((tag) => !remove.includes(tag));
  const result = [...new Set([...left, ...add.filter((tag) => !system.includes(tag))])].sort();
  const [extra] = result.length > MOST && result.length > user.length ? add.slice(-1) : [];
  if (extra !== undefined)
    throw clientErrors.create('client.tag-invalid', { tag: extra, reason: `the run would have ${result.length} tags` });
  return result;
}
