import { Lockfile } from '@frazil/core';
import { parseDocument } from 'yaml';
import { safeParse } from 'zod/mini';
import { environmentErrors } from '../errors.ts';

/** Reads the text of a lockfile. Throws `lock.unreadable` or `lock.conflict`, with the line, or `lock.too-new`. Pure. */
export function parseLockfile(text: string, path: string): Lockfile {
  const mark = text.split('\n').findIndex((line) => /^(<{7}|={7}|>{7})( |\r?$)/.test(line));
  if (mark !== -1) throw environmentErrors.create('lock.conflict', { path }, { location: { file: path, line: mark + 1 } });
  const document = parseDocument(text, { version: '1.1' });
  const problem = document.errors[0];
  if (problem !== undefined) {
    const line = problem.linePos?.[0].line;
    const location = { file: path, ...(line !== undefined && { line }) };
    throw environmentErrors.create('lock.unreadable', { path, reason: firstLine(problem.message) }, { cause: problem, location });
  }
  const value: unknown = document.toJS();
  if (value === null) throw environmentErrors.create('lock.unreadable', { path, reason: 'it is empty' });
  const version = versionOf(value);
  if (version !== undefined && version > 1) throw environmentErrors.create('lock.too-new', { path, version });
  const parsed = safeParse(Lockfile, value);
  if (!parsed.success) throw environmentErrors.create('lock.unreadable', { path, reason: firstIssue(parsed.error.issues) });
  return parsed.data;
}

function versionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('version' in value)) return undefined;
  return typeof value.version === 'number' ? value.version : undefined;
}

// The place is said beside the message.
function firstLine(text: string): string {
  return (text.split('\n')[0] ?? text).replace(/( at line \d+, column \d+)?[.:]?$/, '');
}

function firstIssue(issues: readonly { readonly path: readonly PropertyKey[] }[]): string {
  const path = issues[0]?.path ?? [];
  return path.length === 0 ? 'it is no lock' : `${path.map(String).join('.')} is missing or not what it should be`;
}
