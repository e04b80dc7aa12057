/** A member of a tar; everything beside path and content is for what isn't a plain file. */
export interface TarMember {
  readonly path: string;
  readonly content?: Uint8Array | string;
  readonly isExecutable?: boolean;
  /** `2` for a symbolic link, `1` for a hard one, `3` for a device. */
  readonly type?: '0' | '1' | '2' | '3' | '5';
  readonly target?: string;
}

const BLOCK = 512;
const LONG = 100;

/** The bytes of a tar, lies included. Pure. */
export function writeTar(members: readonly TarMember[]): Buffer {
  return Buffer.concat([...members.flatMap(memberOf), Buffer.alloc(2 * BLOCK)]);
}

function memberOf({ path, content = '', isExecutable = false, type = '0', target = '' }: TarMember): Buffer[] {
  const bytes = Buffer.from(content);
  const mode = isExecutable ? 0o755 : 0o644;
  return [...longName(path, 'L'), ...longName(target, 'K'), header({ path, target, mode, type, size: bytes.length }), ...padded(bytes)];
}

function longName(name: string, type: string): Buffer[] {
  const bytes = Buffer.from(`${name}\0`);
  return bytes.length <= LONG ? [] : [header({ path: '././@LongLink', target: '', mode: 0, type, size: bytes.length }), ...padded(bytes)];
}

interface Fields {
  readonly path: string;
  readonly target: string;
  readonly mode: number;
  readonly type: string;
  readonly size: number;
}

function header({ path, target, mode, type, size }: Fields): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number) => block.write(value.toString(8).padStart(length - 1, '0'), at);
  block.write(Buffer.from(path).subarray(0, LONG).toString('latin1'), 0, 'latin1');
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12);
  block.write(type, 156);
  block.write(Buffer.from(target).subarray(0, LONG).toString('latin1'), 157, 'latin1');
  block.write('ustar\0' + '00', 257);
  block.fill(32, 148, 156);
  block.write(
    `${block
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return block;
}

function padded(bytes: Buffer): Buffer[] {
  return [bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)];
}
