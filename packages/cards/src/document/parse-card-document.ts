import * as z from 'zod/mini';
import { cardErrors } from '../errors.ts';
import { CardDocument } from './card-document.ts';

/** Parses the JSON text of a card document. Pure. Throws `cards.unreadable` on anything else. */
export function parseCardDocument(text: string): CardDocument {
  const parsed = z.safeParse(CardDocument, parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw cardErrors.create('cards.unreadable', { reason: `${issue?.path.join('.') || 'the document'}: ${issue?.message}` });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw cardErrors.create('cards.unreadable', { reason: 'it is not JSON' }, { cause });
  }
}
