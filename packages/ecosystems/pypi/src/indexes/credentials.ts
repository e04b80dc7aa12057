import { type Credentials, credentialsOfNetrc, credentialsOfUrl } from '@frazil/downloads';
import { configuredIndexes } from './configured-indexes.ts';

type Variables = Readonly<Record<string, string | undefined>>;

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
    const found = ofVariables(index.name, variables) ?? credentialsOfUrl(index.url);
    if (found !== undefined) return found;
  }
  return await credentialsOfNetrc(hostname, variables);
}

function ofVariables(name: string | undefined, variables: Variables): Credentials | undefined {
  if (name === undefined) return undefined;
  const prefix = `UV_INDEX_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
  const [user, password] = [variables[`${prefix}_USERNAME`], variables[`${prefix}_PASSWORD`]];
  return user === undefined && password === undefined ? undefined : { user: user ?? '', password: password ?? '' };
}
