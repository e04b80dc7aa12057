import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { condaErrors } from '../errors.ts';
import type { PackageContents } from './package-contents.ts';

/** What a package says of itself. Whatever else it says is kept. */
const Index = z.looseObject({
  name: z.string(),
  version: z.string(),
  build: z.string(),
  build_number: z.number(),
  depends: z._default(z.array(z.string()), []),
  noarch: z.optional(z.nullable(z.union([z.string(), z.boolean()]))),
});

const Link = z.object({
  noarch: z.optional(z.object({ type: z.optional(z.string()), entry_points: z.optional(z.array(z.string())) })),
});

const Paths = z.object({
  paths: z.array(
    z.object({
      _path: z.string(),
      prefix_placeholder: z.nullish(z.string()),
      file_mode: z.nullish(z.enum(['text', 'binary'])),
    }),
  ),
});

/** Where a file names the prefix that it was built in. */
export interface Placeholder {
  readonly prefix: string;
  readonly mode: 'text' | 'binary';
}

/** What a package says of itself. */
export interface PackageInfo {
  readonly index: z.infer<typeof Index>;
  /** Whether it is Python for whichever platform and version, to be put where that version looks. */
  readonly isPython: boolean;
  /** Lines `command = module:function`. */
  readonly entryPoints: readonly string[];
  readonly placeholders: ReadonlyMap<string, Placeholder>;
}

/** Reads the `info/` of a package. Throws `conda.bad-package`. */
export async function readInfo(contents: PackageContents, file: string): Promise<PackageInfo> {
  const read = (name: string) => textOf(contents, `info/${name}`);
  const [index, link, paths] = [await read('index.json'), await read('link.json'), await read('paths.json')];
  if (index === undefined) throw bad(file, 'it has no info/index.json');
  const parsed = parse(Index, index, { file, name: 'index.json' });
  const { noarch } = link === undefined ? { noarch: undefined } : parse(Link, link, { file, name: 'link.json' });
  return {
    index: parsed,
    isPython: parsed.noarch === 'python' || noarch?.type === 'python',
    entryPoints: noarch?.entry_points ?? [],
    placeholders: paths === undefined ? oldPlaceholders((await read('has_prefix')) ?? '') : placeholdersOf(paths, file),
  };
}

function placeholdersOf(text: string, file: string): ReadonlyMap<string, Placeholder> {
  const { paths } = parse(Paths, text, { file, name: 'paths.json' });
  return new Map(
    paths.flatMap(({ _path, prefix_placeholder: prefix, file_mode: mode }) =>
      prefix ? [[_path, { prefix, mode: mode ?? 'text' }] as const] : [],
    ),
  );
}

// What packages were built in when nothing was said, in pieces: whoever builds one must not find it in this file.
const OLD_PREFIX = `/opt/${['anaconda1', 'anaconda2', 'anaconda3'].join('')}`;

/** Lines of packages from before `paths.json`: `PREFIX MODE PATH`, each maybe in quotes, or a path alone. Pure. */
function oldPlaceholders(text: string): ReadonlyMap<string, Placeholder> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return new Map(
    lines.map((line) => {
      const [prefix = '', mode = '', path] = [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
        (match) => match[1] ?? match[2] ?? match[3] ?? '',
      );
      if (path === undefined) return [prefix, { prefix: OLD_PREFIX, mode: 'text' }] as const;
      return [path, { prefix, mode: mode === 'binary' ? 'binary' : 'text' }] as const;
    }),
  );
}

async function textOf({ files }: PackageContents, path: string): Promise<string | undefined> {
  const found = files.get(path)?.content;
  if (found === undefined) return undefined;
  return ('file' in found ? await readFile(found.file) : found).toString('utf8');
}

function parse<Value>(schema: z.ZodMiniType<Value>, text: string, { file, name }: { readonly file: string; readonly name: string }): Value {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw condaErrors.create('conda.bad-package', { file, reason: `its info/${name} is not what it should be` }, { cause });
  }
}

function bad(file: string, reason: string): Error {
  return condaErrors.create('conda.bad-package', { file, reason });
}
