import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { configuredIndexes } from './configured-indexes.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** A user and a password. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/**
 * The credentials for a URL, from where the user keeps them: the URL of an index of the same host in uv's settings,
 * UV_INDEX_<NAME>_USERNAME and _PASSWORD, or .netrc. Undefined when there are none. Reads files.
 */
export async function findCredentials(url: string, variables: Variables, directory: string): Promise<Credentials | undefined> {
  const { origin, hostname } = new URL(url);
  const indexes = (await configuredIndexes(variables, directory)).filter(
    (index) => URL.canParse(index.url) && new URL(index.url).origin === origin,
  );
  for (const index of indexes) {
    const found = ofVariables(index.name, variables) ?? ofUrl(index.url);
    if (found !== undefined) return found;
  }
  return await ofNetrc(hostname, variables);
}

function ofVariables(name: string | undefined, variables: Variables): Credentials | undefined {
  if (name === undefined) return undefined;
  const prefix = `UV_INDEX_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
  const [user, password] = [variables[`${prefix}_USERNAME`], variables[`${prefix}_PASSWORD`]];
  return user === undefined && password === undefined ? undefined : { user: user ?? '', password: password ?? '' };
}

function ofUrl(url: string): Credentials | undefined {
  const { username, password } = new URL(url);
  return username === '' && password === '' ? undefined : { user: decodeURIComponent(username), password: decodeURIComponent(password) };
}

async function ofNetrc(host: string, variables: Variables): Promise<Credentials | undefined> {
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
