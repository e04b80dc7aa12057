import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A user and a password. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** The credentials in a URL; undefined when it has none. Pure. */
export function credentialsOfUrl(url: string): Credentials | undefined {
  const { username, password } = new URL(url);
  return username === '' && password === '' ? undefined : { user: decodeURIComponent(username), password: decodeURIComponent(password) };
}

/** The credentials for a host in the user's .netrc; undefined when there are none. Reads the file. */
export async function credentialsOfNetrc(
  host: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Credentials | undefined> {
  const path = variables.NETRC ?? join(variables.HOME ?? homedir(), '.netrc');
  const text = await readFile(path, 'utf8').catch(() => '');
  const words = text.replace(/^\s*#.*$/gm, '').split(/\s+/);
  const machine = words.findIndex((word, index) => (word === 'machine' && words[index + 1] === host) || word === 'default');
  if (machine === -1) return undefined;
  const start = words[machine] === 'default' ? machine + 1 : machine + 2;
  const end = words.findIndex((word, index) => index >= start && (word === 'machine' || word === 'default'));
  const entry = words.slice(start, end === -1 ? undefined : end);
  const valueAfter = (key: string) => entry[entry.indexOf(key) + 1] ?? '';
  return { user: entry.includes('login') ? valueAfter('login') : '', password: entry.includes('password') ? valueAfter('password') : '' };
}
