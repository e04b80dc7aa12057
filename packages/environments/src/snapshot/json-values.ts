import { canonicalJson, type Json, type Store } from '@frazil/core';
import { safeParse, type ZodMiniType } from 'zod/mini';

/** Reads a small JSON value of a store; undefined when there is none or when it isn't what it should be: it is then made anew. */
export async function getJson<Value>(store: Store, key: string, schema: ZodMiniType<Value>): Promise<Value | undefined> {
  const bytes = await store.get(key);
  if (bytes === undefined) return undefined;
  try {
    const parsed = safeParse(schema, JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a small JSON value of a store, canonically. */
export async function putJson(store: Store, key: string, value: Json): Promise<void> {
  await store.put(key, new TextEncoder().encode(`${canonicalJson(value)}\n`));
}
