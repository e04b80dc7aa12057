import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'smol-toml';
import * as z from 'zod/mini';

const File = z.object({
  name: z.optional(z.string()),
  url: z.optional(z.string()),
  path: z.optional(z.string()),
  size: z.optional(z.number()),
  'upload-time': z.optional(z.date()),
  hashes: z.optional(z.object({ sha256: z.optional(z.string()) })),
});
const Package = z.object({
  name: z.string(),
  version: z.optional(z.string()),
  marker: z.optional(z.string()),
  wheels: z.optional(z.array(File)),
  archive: z.optional(File),
});
const Pylock = z.object({ packages: z.optional(z.array(Package)) });

/** A file that a resolver offers. */
export interface OfferedFile {
  readonly file: string;
  /** May hold credentials when the request's URL did. */
  readonly url: string;
  readonly sha256: string | undefined;
  readonly size: number | undefined;
  readonly uploaded: string | undefined;
}

/** A package of a pylock. */
export interface OfferedPackage {
  readonly name: string;
  readonly version: string | undefined;
  readonly marker: string | undefined;
  /** Whether it comes from a direct URL instead of an index. */
  readonly isDirect: boolean;
  /** Nothing when only source is offered. */
  readonly wheels: readonly OfferedFile[];
}

/** Reads what uv writes as pylock.toml (PEP 751). Throws on anything else. Pure. */
export function parsePylock(text: string): readonly OfferedPackage[] {
  const { packages = [] } = Pylock.parse(parse(text));
  return packages.map(({ name, version, marker, wheels = [], archive }) => {
    const files = (archive === undefined ? wheels : [archive]).map(offeredFile);
    return { name, version, marker, isDirect: archive !== undefined, wheels: files.filter(({ file }) => file.endsWith('.whl')) };
  });
}

function offeredFile(file: z.infer<typeof File>): OfferedFile {
  const url = file.url ?? pathToFileURL(file.path ?? '').href;
  return {
    file: file.name ?? decodeURIComponent(basename(new URL(url).pathname)),
    url,
    sha256: file.hashes?.sha256,
    size: file.size,
    uploaded: file['upload-time'] && isoTime(file['upload-time']),
  };
}

/** Seconds are what indexes and uv agree on: fractions would make the same file look different. */
function isoTime(date: Date): string {
  return new Date(date.getTime()).toISOString().replace(/\.\d+Z$/, 'Z');
}
