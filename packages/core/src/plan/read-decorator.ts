import type { Json } from '../canonical.ts';
import type { Location } from '../errors.ts';
import type { Decorator, Step } from '../flow/flow.ts';
import { planErrors } from './errors.ts';

/** A decorator of a step, and where it is. */
export interface Read {
  readonly decorator: Decorator;
  readonly step: string;
  readonly location: Location;
}

/** The first decorator of a name. Pure. */
export function decoratorOf({ decorators }: Pick<Step, 'decorators'>, name: string): Decorator | undefined {
  return decorators.find((decorator) => decorator.name === name);
}

/** A number, or a text that is one, as `cpu='2'`; undefined when absent or None. Throws for others. */
export function numberOf(read: Read, attribute: string): number | undefined {
  const value = read.decorator.attributes[attribute] ?? undefined;
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number) && number >= 0) return number;
  throw invalid(read, attribute, value);
}

/** The same for whole numbers. */
export function countOf(read: Read, attribute: string): number | undefined {
  const number = numberOf(read, attribute);
  if (number === undefined || Number.isInteger(number)) return number;
  throw invalid(read, attribute, number);
}

/** A text; undefined when absent, None or empty. */
export function textOf(read: Read, attribute: string): string | undefined {
  const value = read.decorator.attributes[attribute] ?? undefined;
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw invalid(read, attribute, value);
}

/** A list of texts; one text, as `'a,b'`, is one as well. */
export function listOf(read: Read, attribute: string): readonly string[] {
  const value = read.decorator.attributes[attribute] ?? [];
  if (typeof value === 'string') return value.split(',').map((each) => each.trim());
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  throw invalid(read, attribute, value);
}

/** A map to texts; numbers and truth values are written out. */
export function textsOf(read: Read, attribute: string): Readonly<Record<string, string>> {
  const value = read.decorator.attributes[attribute] ?? {};
  // As Metaflow has it on the command line: 'a=b,c=d'.
  if (typeof value === 'string') return Object.fromEntries(value.split(',').map((each) => pairOf(each)));
  return Object.fromEntries(
    Object.entries(mapOf(read, attribute)).map(([name, each]) => [name, typeof each === 'string' ? each : JSON.stringify(each)]),
  );
}

/** A map to anything. */
export function mapOf(read: Read, attribute: string): Readonly<Record<string, Json>> {
  const value = read.decorator.attributes[attribute] ?? {};
  if (isMap(value)) return value;
  throw invalid(read, attribute, value);
}

function pairOf(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return at === -1 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

function invalid({ decorator, step, location }: Read, attribute: string, value: Json) {
  const reason = `${attribute} is ${JSON.stringify(value)}`;
  return planErrors.create('plan.decorator-invalid', { step, decorator: decorator.name, reason }, { location });
}

/** Whether a value is a map. Pure. */
export function isMap(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
