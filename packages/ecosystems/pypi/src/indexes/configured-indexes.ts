import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'smol-toml';
import * as z from 'zod/mini';

type Variables = Readonly<Record<string, string | undefined>>;

/** An index as the user configured it for uv. */
export interface ConfiguredIndex {
  readonly name: string | undefined;
  /** With its credentials, when they are in it. */
  readonly url: string;
}

const Settings = z.object({
  index: z.optional(z.array(z.object({ name: z.optional(z.string()), url: z.string() }))),
  'index-url': z.optional(z.string()),
  'extra-index-url': z.optional(z.array(z.string())),
});
const Project = z.object({ tool: z.optional(z.object({ uv: z.optional(Settings) })) });

/** The indexes of uv's settings: variables, then the nearest uv.toml or pyproject.toml, the user's, the system's. Reads files. */
export async function configuredIndexes(variables: Variables, directory: string): Promise<readonly ConfiguredIndex[]> {
  const files = variables.UV_NO_CONFIG ? [] : await Promise.all((await settingsFiles(variables, directory)).map(indexesOfFile));
  return [...indexesOfVariables(variables), ...files.flat()];
}

function indexesOfVariables(variables: Variables): ConfiguredIndex[] {
  const names = ['UV_INDEX', 'UV_DEFAULT_INDEX', 'UV_INDEX_URL', 'UV_EXTRA_INDEX_URL'];
  const entries = names.flatMap((name) => (variables[name] ?? '').split(/\s+/).filter((entry) => entry !== ''));
  return entries.map((entry) => {
    const [, name, url = entry] = /^([A-Za-z0-9._-]+)=(.*)$/.exec(entry) ?? [];
    return { name, url };
  });
}

async function settingsFiles(variables: Variables, directory: string): Promise<string[]> {
  if (variables.UV_CONFIG_FILE) return [variables.UV_CONFIG_FILE];
  const home = variables.XDG_CONFIG_HOME ?? join(variables.HOME ?? homedir(), '.config');
  return [
    ...ancestors(directory).flatMap((folder) => [join(folder, 'uv.toml'), join(folder, 'pyproject.toml')]),
    join(home, 'uv', 'uv.toml'),
    '/etc/uv/uv.toml',
  ];
}

function ancestors(directory: string): string[] {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [directory, ...ancestors(parent)];
}

/** Unreadable settings give nothing here: uv itself says what is wrong with them. */
async function indexesOfFile(path: string): Promise<ConfiguredIndex[]> {
  try {
    const document = parse(await readFile(path, 'utf8'));
    const settings = path.endsWith('pyproject.toml') ? (Project.parse(document).tool?.uv ?? {}) : Settings.parse(document);
    const plain = [settings['index-url'], ...(settings['extra-index-url'] ?? [])].filter((url) => url !== undefined);
    return [...(settings.index ?? []).map(({ name, url }) => ({ name, url })), ...plain.map((url) => ({ name: undefined, url }))];
  } catch {
    return [];
  }
}
