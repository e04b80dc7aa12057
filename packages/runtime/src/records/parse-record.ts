import type * as z from 'zod/mini';
import { runtimeErrors } from '../errors.ts';

/** A record out of its bytes. Throws an error that names the key when they are damaged or of another version. Pure. */
export function parseRecord<Schema extends z.ZodMiniType>(schema: Schema, key: string, bytes: Uint8Array): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    throw runtimeErrors.create('runtime.record-damaged', { key, reason: 'it is no JSON' }, { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const reason = `${issue?.path.join('.') || 'it'}: ${issue?.message}`;
  throw runtimeErrors.create('runtime.record-damaged', { key, reason }, { cause: parsed.error });
}
