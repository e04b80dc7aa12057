import type { PythonValue } from './pickle/python-value.ts';
import { readPickle } from './pickle/read-pickle.ts';
import { toValue } from './pickle/to-value.ts';
import { UnreadablePickle } from './pickle/unreadable.ts';

/** What is in an artifact: its value, or its type and the bytes of its pickle when only Python can read it. */
export type ArtifactContent =
  | { readonly kind: 'value'; readonly value: PythonValue }
  | { readonly kind: 'opaque'; readonly type: string; readonly bytes: Uint8Array; readonly reason: string };

/** Reads a pickle of the type that its record says. Executes nothing: what isn't plain data stays bytes. Pure. */
export function contentOf(bytes: Uint8Array, type: string): ArtifactContent {
  try {
    return { kind: 'value', value: toValue(readPickle(bytes)) };
  } catch (error) {
    if (!(error instanceof UnreadablePickle)) throw error;
    return { kind: 'opaque', type, bytes, reason: error.message };
  }
}
