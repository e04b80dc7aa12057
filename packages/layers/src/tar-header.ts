/** What a tar says of one entry. */
export interface TarEntry {
  readonly path: string;
  readonly mode: number;
  readonly size: number;
  /** Set for a symbolic link. */
  readonly target?: string;
}

/** Bytes of a tar block: headers and contents are padded to it. */
export const BLOCK = 512;

// 1980-01-01, the oldest date that every archiver accepts.
const MODIFIED = 315_532_800;
const NAME_LENGTH = 100;
const MAX_SIZE = 8 ** 11;

/** The header of an entry: ustar, preceded by a pax header when a name or the size does not fit. Pure. */
export function tarHeader({ path, mode, size, target }: TarEntry): Buffer {
  const records = [
    ...(fits(path) ? [] : [paxRecord('path', path)]),
    ...(target === undefined || fits(target) ? [] : [paxRecord('linkpath', target)]),
    ...(size < MAX_SIZE ? [] : [paxRecord('size', String(size))]),
  ];
  const header = block(
    { path, mode, size: size < MAX_SIZE ? size : 0, ...(target !== undefined && { target }) },
    target === undefined ? '0' : '2',
  );
  if (records.length === 0) return header;
  const pax = Buffer.concat(records);
  return Buffer.concat([block({ path: '././@PaxHeader', mode: 0o444, size: pax.length }, 'x'), pax, padding(pax.length), header]);
}

/** The zeros between content of a size and the next block. Pure. */
export function padding(size: number): Buffer {
  return Buffer.alloc(-size & (BLOCK - 1));
}

function fits(name: string): boolean {
  return Buffer.byteLength(name) === name.length && name.length <= NAME_LENGTH;
}

// "<length> <key>=<value>\n", where the length counts itself.
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + 1;
  while (String(length).length + rest !== length) length += 1;
  return Buffer.from(`${length} ${key}=${value}\n`);
}

function block({ path, mode, size, target }: TarEntry, type: '0' | '2' | 'x'): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(path, 0, NAME_LENGTH);
  header.write(octal(mode, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(MODIFIED, 12), 136);
  header.write(' '.repeat(8), 148);
  header.write(type, 156);
  header.write(target ?? '', 157, NAME_LENGTH);
  header.write('ustar\x0000', 257);
  let sum = 0;
  for (const byte of header) sum += byte;
  header.write(`${octal(sum, 7)}\0 `, 148);
  return header;
}

// Right-aligned digits and a closing NUL, in a field of `width` bytes.
function octal(value: number, width: number): string {
  return value.toString(8).padStart(width - 1, '0');
}
