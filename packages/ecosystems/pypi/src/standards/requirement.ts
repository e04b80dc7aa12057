import { normaliseName } from './name.ts';
import { parseSpecifiers, type Specifier } from './specifiers.ts';
import { parseVersion } from './version.ts';

/** One requested package: its name, its extras, and a direct URL or conditions on its version. */
export interface Requirement {
  /** Normalised. */
  readonly name: string;
  /** Normalised, in order. */
  readonly extras: readonly string[];
  readonly url: string | undefined;
  /** A bare version is the condition `==version`. */
  readonly specifiers: readonly Specifier[];
}

const NAME = /^\s*([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)\s*(?:\[([a-z0-9._,\s-]*)\])?\s*$/i;

/** Reads an entry of a request, `'pandas[parquet]': '2.1.1'`; undefined when it can't be read. Pure. */
export function parseRequirement(key: string, value: string): Requirement | undefined {
  const [, name, extras = ''] = NAME.exec(key) ?? [];
  if (name === undefined) return undefined;
  const wish = value.trim();
  const base = { name: normaliseName(name), extras: extrasOf(extras) };
  if (wish.startsWith('@')) return { ...base, url: wish.slice(1).trim(), specifiers: [] };
  const specifiers = parseSpecifiers(parseVersion(wish) === undefined ? wish : `==${wish}`);
  return specifiers && { ...base, url: undefined, specifiers };
}

/** The requirement as requirements files have it; equal requirements give equal lines. Pure. */
export function formatRequirement({ name, extras, url, specifiers }: Requirement): string {
  const subject = extras.length === 0 ? name : `${name}[${extras.join(',')}]`;
  if (url !== undefined) return `${subject} @ ${url}`;
  const conditions = specifiers.map(({ operator, text }) => `${operator}${text}`).sort();
  return `${subject}${conditions.join(',')}`;
}

/** The exact version that a requirement pins, or undefined. Pure. */
export function pinOf({ specifiers }: Requirement): string | undefined {
  const [only, ...others] = specifiers;
  return only?.operator === '==' && !only.isPrefix && others.length === 0 ? only.text : undefined;
}

function extrasOf(text: string): string[] {
  const extras = text.split(',').map((extra) => normaliseName(extra.trim()));
  return [...new Set(extras.filter((extra) => extra !== ''))].sort();
}
