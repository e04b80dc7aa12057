import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { condaErrors } from '../errors.ts';

/** What of conda's settings says where packages come from. */
export const Condarc = z.object({
  channels: z.optional(z.nullable(z.array(z.string()))),
  channel_alias: z.optional(z.string()),
  default_channels: z.optional(z.nullable(z.array(z.string()))),
  /** A channel's name to the address that it is below. */
  custom_channels: z.optional(z.nullable(z.record(z.string(), z.string()))),
  /** A channel's name to addresses of copies of it. */
  mirrored_channels: z.optional(z.nullable(z.record(z.string(), z.array(z.string())))),
});
export type Condarc = z.infer<typeof Condarc>;

/** The settings of the user: of the file CONDARC, else of this folder over those of the home folder. Throws `conda.bad-condarc`. */
export async function readCondarc(variables: Readonly<Record<string, string | undefined>>, directory: string): Promise<Condarc> {
  const { CONDARC: chosen } = variables;
  const paths = chosen ? [chosen] : [join(variables.HOME ?? homedir(), '.condarc'), join(directory, '.condarc')];
  const all = await Promise.all([...new Set(paths)].map(readOne));
  return Object.assign({}, ...all);
}

async function readOne(path: string): Promise<Condarc> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const { data, error } = z.safeParse(Condarc, parseText(text, path) ?? {});
  if (error === undefined) return data;
  throw condaErrors.create('conda.bad-condarc', { path, reason: 'its channels are not what they should be' }, { cause: error });
}

function parseText(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw condaErrors.create('conda.bad-condarc', { path, reason: 'it is not YAML' }, { cause });
  }
}
