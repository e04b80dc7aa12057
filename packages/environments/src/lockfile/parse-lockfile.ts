import { Lockfile } from '@frazil/core';
import { parseDocument } from 'yaml';
import { prettifyError, safeParse } from 'zod/mini';
import { environmentErrors } from '../errors.ts';

/** Reads the text of a lockfile. Throws `lock.unreadable` (with the line) or `lock.too-new`. Pure. */
export function parseLockfile(text: string, path: string): Lockfile {
  const document = parseDocument(text, { version: '1.1' });
  const problem = document.errors[0];
  if (problem !== undefined) {
    const line = problem.linePos?.[0].line;
    const location = { file: path, ...(line !== undefined && { line }) };
    throw environmentErrors.create('lock.unreadable', { path, reason: firstLine(problem.message) }, { cause: problem, location });
  }
  const value: unknown = document.toJS();
  const version = versionOf(value);
  if (version !== undefined && version > 1) throw environmentErrors.create('lock.too-new', { path, version });
  const parsed = safeParse(Lockfile, value);
  if (!parsed.success) throw environmentErrors.create('lock.unreadable', { path, reason: oneLine(prettifyError(parsed.error)) });
  return parsed.data;
}

function versionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('version' in value)) return undefined;
  return typeof value.version === 'number' ? value.version : undefined;
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? text).replace(/[.:]$/, '');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('✖', '').trim();
}
