import { parse, TomlDate, TomlError } from 'smol-toml';
import { arrayText, floatText, objectText } from './json-text.ts';
import { Unparsable } from './unparsable.ts';

/** The JSON text of a TOML text: dates and times are texts, a float stays one. Throws Unparsable. Pure. */
export function parseToml(text: string): string {
  return textOf(parsed(text));
}

function parsed(text: string): unknown {
  try {
    return parse(text, { integersAsBigInt: true });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = ''] = error.message.split('\n');
    throw new Unparsable(reason.replace(/^Invalid TOML document: /, ''), error.line);
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return floatText(value);
  if (value instanceof TomlDate) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return arrayText(value.map(textOf));
  if (typeof value === 'object' && value !== null) return objectText(Object.entries(value).map(([key, each]) => [key, textOf(each)]));
  return JSON.stringify(value);
}
