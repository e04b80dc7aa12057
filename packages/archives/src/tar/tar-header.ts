/** What a tar header says. */
export interface TarHeader {
  readonly path: string;
  readonly size: number;
  readonly isExecutable: boolean;
  /** `0` file, `1` hard link, `2` symbolic link, `5` folder, `x` and `g` settings of pax, `L` and `K` long names of GNU. */
  readonly type: string;
  readonly target: string;
}

/** Reads a header of 512 bytes; undefined for the empty one that ends an archive. Throws a RangeError when it is damaged. Pure. */
export function readTarHeader(block: Buffer): TarHeader | undefined {
  const stated = octal(block, 148, 8);
  const sum = block.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  if (sum === 256 && stated === 0) return undefined;
  if (sum !== stated) throw new RangeError('one of its headers is damaged');
  const prefix = text(block, 257, 5) === 'ustar' && block[262] === 0 ? text(block, 345, 155) : '';
  const name = text(block, 0, 100);
  return {
    path: prefix === '' ? name : `${prefix}/${name}`,
    size: number(block, 124, 12),
    isExecutable: (octal(block, 100, 8) & 0o111) !== 0,
    type: String.fromCharCode(block[156] || 48),
    target: text(block, 157, 100),
  };
}

/** Reads the settings of a pax header. Throws a RangeError when they are damaged. Pure. */
export function readPaxSettings(content: Buffer): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (let position = 0; position < content.length; ) {
    const space = content.indexOf(32, position);
    const length = Number(content.toString('latin1', position, space));
    const record = content.toString('utf8', space + 1, position + length - 1);
    const equals = record.indexOf('=');
    if (space < 0 || !Number.isInteger(length) || length <= 0 || equals < 0) throw new RangeError('one of its headers is damaged');
    settings.set(record.slice(0, equals), record.slice(equals + 1));
    position += length;
  }
  return settings;
}

function text(block: Buffer, start: number, length: number): string {
  const end = block.indexOf(0, start);
  return block.toString('utf8', start, end < 0 || end > start + length ? start + length : end);
}

function octal(block: Buffer, start: number, length: number): number {
  const digits = text(block, start, length).trim();
  if (!/^[0-7]*$/.test(digits)) throw new RangeError('one of its headers is damaged');
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

function number(block: Buffer, start: number, length: number): number {
  // Sizes that octal digits can't say are binary, marked by the highest bit.
  return block[start] === 0x80 ? Number(block.readBigUInt64BE(start + length - 8)) : octal(block, start, length);
}
