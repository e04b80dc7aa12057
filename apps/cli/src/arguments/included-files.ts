import { access, constants, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Flow, type Plan, reasonOf } from '@frazil/core';
import { cliErrors } from '../errors.ts';

type Values = Readonly<Record<string, string>>;

/** How the content of a file travels to where the file isn't; the Python side reads it again. */
const EMBEDDED = 'data:;base64,';

/** The path that a file's parameter says: `~` is the user's home. Pure. */
export function pathOfFile(text: string): string {
  return text === '~' || text.startsWith('~/') ? join(homedir(), text.slice(1)) : text;
}

/** Throws `cli.file-unreadable` for the first file, of those that a run would include by default, which it can't. */
export async function assertFilesReadable(flow: Flow, values: Values): Promise<void> {
  for (const { name, isFile, default: path, line } of flow.parameters) {
    if (!isFile || typeof path !== 'string' || name in values) continue;
    try {
      await access(pathOfFile(path), constants.R_OK);
    } catch (error) {
      const reason = reasonOf(error) ?? String(error);
      throw cliErrors.create('cli.file-unreadable', { name, path, reason }, { location: { file: flow.file, line } });
    }
  }
}

/** The values of parameters for a run elsewhere: files as what is in them. Reads them. */
export async function withFilesEmbedded(flow: Pick<Plan, 'parameters'>, values: Values): Promise<Values> {
  const files = new Set(flow.parameters.filter(({ isFile }) => isFile).map(({ name }) => name));
  const entries = Object.entries(values).map(async ([name, text]) => {
    if (!files.has(name)) return [name, text] as const;
    return [name, EMBEDDED + (await readFile(pathOfFile(text))).toString('base64')] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
