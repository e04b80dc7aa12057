import * as z from 'zod/mini';
import type { Unparsable } from './unparsable.ts';

/** What the Python side asks while it reads a flow: the value of a text that it may have no package for. */
const Question = z.strictObject({ syntax: z.enum(['yaml', 'toml']), text: z.string() });
type Question = z.infer<typeof Question>;

/** The answer to a line that the Python side asks, a line of JSON as well: `{"value": ...}`, else `{"reason": ..., "line": ...}`. */
export async function answerQuestion(line: string): Promise<string> {
  try {
    return `{"value":${await textOf(Question.parse(JSON.parse(line)))}}\n`;
  } catch (error) {
    if (!isUnparsable(error)) throw error;
    return `${JSON.stringify({ reason: error.message, line: error.line ?? null })}\n`;
  }
}

// Few flows ask: the parsers are loaded for those alone.
async function textOf({ syntax, text }: Question): Promise<string> {
  if (syntax === 'yaml') return (await import('./parse-yaml.ts')).parseYaml(text);
  return (await import('./parse-toml.ts')).parseToml(text);
}

function isUnparsable(error: unknown): error is Unparsable {
  return error instanceof Error && error.name === 'Unparsable';
}
