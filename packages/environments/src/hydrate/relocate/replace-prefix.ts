/** A file that names the prefix it was built in. */
export interface Placeholder {
  /** What stands where the prefix belongs. */
  readonly prefix: string;
  /** Whether it is text, or has strings that end with a zero byte. */
  readonly mode: 'text' | 'binary';
}

/**
 * The content of a file with the prefix that it is at now; undefined when a binary has no room for one that long. Strings of binaries
 * keep their length: what is left over is filled with zero bytes. Pure.
 */
export function replacePrefix(content: Buffer, { prefix: old, mode }: Placeholder, prefix: string): Buffer | undefined {
  if (mode === 'text') return replaceText(content, Buffer.from(old), prefix);
  const [from, to] = [Buffer.from(old), Buffer.from(prefix)];
  return to.length > from.length ? undefined : replaceBinary(content, from, to);
}

function replaceBinary(content: Buffer, from: Buffer, to: Buffer): Buffer {
  const changed = Buffer.from(content);
  for (let at = changed.indexOf(from); at !== -1; at = changed.indexOf(from, at)) {
    const end = endOfString(changed, at);
    const string = Buffer.concat(pieces(changed.subarray(at, end), from, to));
    string.copy(changed, at);
    changed.fill(0, at + string.length, end);
    at = end;
  }
  return changed;
}

function endOfString(content: Buffer, at: number): number {
  const end = content.indexOf(0, at);
  return end === -1 ? content.length : end;
}

/** The content cut at each occurrence, the other text in its place. */
function pieces(content: Buffer, from: Buffer, to: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  let start = 0;
  for (let at = content.indexOf(from); at !== -1; at = content.indexOf(from, start)) {
    parts.push(content.subarray(start, at), to);
    start = at + from.length;
  }
  return [...parts, content.subarray(start)];
}

function replaceText(content: Buffer, from: Buffer, prefix: string): Buffer {
  const replaced = Buffer.concat(pieces(content, from, Buffer.from(prefix)));
  const end = replaced.indexOf(10);
  if (replaced.toString('latin1', 0, 2) !== '#!' || end === -1) return replaced;
  const line = replaced.toString('utf8', 0, end);
  const possible = possibleShebang(line, prefix);
  return possible === line ? replaced : Buffer.concat([Buffer.from(possible), replaced.subarray(end)]);
}

// More than this, older kernels cut off.
const LONGEST_SHEBANG = 127;

/** A first line that the kernel takes: one that is too long, or whose path has spaces, starts its interpreter through the shell. */
function possibleShebang(line: string, prefix: string): string {
  if (!line.includes(prefix) || (Buffer.byteLength(line) <= LONGEST_SHEBANG && !/\s/.test(prefix))) return line;
  const rest = line.slice(line.indexOf(prefix) + prefix.length);
  const [, program = '', options = ''] = /^(\S*)\s*(.*)$/.exec(rest) ?? [];
  const name = program.split('/').at(-1) ?? '';
  if (!/^python[\d.]*$/.test(name)) return `#!/usr/bin/env ${name}`;
  // To the shell a command, to Python a string.
  const path = `${prefix}${program}`.replace(/["$`\\]/g, '\\$&');
  return `#!/bin/sh\n'''exec' "${path}"${options === '' ? '' : ` ${options}`} "$0" "$@"\n' '''`;
}
