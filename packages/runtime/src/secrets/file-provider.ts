import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { reasonOf, type SecretSource } from '@frazil/core';
import { secretError } from './secret-error.ts';
import { textsOf, variablesOfText } from './secret-variables.ts';
import type { SecretsProvider, SecretVariables } from './secrets-provider.ts';

/**
 * Secrets in a file: a JSON object, lines `NAME=value`, or with `env_var_name` the content of one variable; or in a folder with
 * a file for each variable, as clusters mount them.
 */
export const fileProvider: SecretsProvider = {
  name: 'file',
  read: async (source, { directory }) => {
    const path = resolve(directory, source.id);
    try {
      return (await stat(path)).isDirectory() ? await readFolder(source, path) : readText(source, await readFile(path, 'utf8'));
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === undefined) throw error;
      throw secretError(reason === 'EACCES' || reason === 'EPERM' ? 'denied' : 'missing', source, `reading ${path} failed (${reason})`);
    }
  },
};

async function readFolder(source: SecretSource, path: string): Promise<SecretVariables> {
  const names = (await readdir(path)).filter((name) => !name.startsWith('.'));
  const entries = names.map(async (name) => [name, withoutEnd(await readFile(join(path, name), 'utf8'))] as const);
  return textsOf(source, Object.fromEntries(await Promise.all(entries)));
}

function readText(source: SecretSource, text: string): SecretVariables {
  const lines = text.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
  const isLines = lines.length > 0 && lines.every((line) => ASSIGNMENT.test(line));
  if (isLines && source.options.env_var_name === undefined) return textsOf(source, Object.fromEntries(lines.map(assignmentOf)));
  return variablesOfText(source, withoutEnd(text), source.id);
}

const ASSIGNMENT = /^\s*(?:export\s+)?(?<name>[A-Za-z_][\w.-]*)\s*=\s*(?<value>.*?)\s*$/;

function assignmentOf(line: string): readonly [string, string] {
  const { name = '', value = '' } = ASSIGNMENT.exec(line)?.groups ?? {};
  return [name, /^(?<quote>["'])(?<inner>.*)\k<quote>$/.exec(value)?.groups?.inner ?? value];
}

function withoutEnd(text: string): string {
  return text.replace(/\r?\n$/, '');
}
