import { hash } from 'node:crypto';

/** What a RECORD says of one file. */
export interface RecordedHash {
  readonly algorithm: string;
  /** In base64url without padding. */
  readonly value: string;
}

/** One line of a RECORD to write; without a hash for files that are made anew at will. */
export interface RecordRow {
  readonly path: string;
  readonly sha256?: string;
  readonly size?: number;
}

const ROW = /^(?:"((?:[^"]|"")*)"|([^",]+)),([^,]*),(\d*)$/;

/** Parses a RECORD: path to hash, undefined for a file that has none. Throws a SyntaxError that names the line. Pure. */
export function parseRecord(text: string): ReadonlyMap<string, RecordedHash | undefined> {
  const rows = new Map<string, RecordedHash | undefined>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === '') continue;
    const [, quoted, plain, recorded = ''] = ROW.exec(line) ?? [];
    const path = quoted?.replaceAll('""', '"') ?? plain;
    if (path === undefined) throw new SyntaxError(`line ${index + 1} of its RECORD is broken`);
    rows.set(path, parseHash(recorded));
  }
  return rows;
}

function parseHash(text: string): RecordedHash | undefined {
  const at = text.indexOf('=');
  return at < 0 ? undefined : { algorithm: text.slice(0, at), value: text.slice(at + 1).replace(/=+$/, '') };
}

/** Formats a RECORD, in order of path. Pure. */
export function formatRecord(rows: readonly RecordRow[]): string {
  const lines = rows
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, sha256, size }) => {
      const name = /[",\n\r]/.test(path) ? `"${path.replaceAll('"', '""')}"` : path;
      return `${name},${sha256 === undefined ? '' : `sha256=${sha256}`},${size ?? ''}\n`;
    });
  return lines.join('');
}

/** A hash as RECORD files have it. Pure. */
export function sha256Of(content: Uint8Array | string): string {
  return hash('sha256', content, 'base64url');
}
