import { isCall, isCompound, type Node } from './node.ts';
import { UnreadablePickle } from './unreadable.ts';

/** What the items of a numpy array are. */
export interface Dtype {
  /** As numpy writes it: `int64`, `<U5`, `datetime64[ns]`. */
  readonly name: string;
  readonly itemSize: number;
  /** Reads an item; undefined for items that aren't bytes, but objects. */
  readonly read: ((view: DataView, at: number) => Node) | undefined;
}

/** The dtype of a pickled `numpy.dtype`. Throws for structures and the like. Pure. */
export function dtypeOf(node: Node | undefined): Dtype {
  const [text] = isCall(node, 'numpy.dtype') ? node.args : [];
  if (!isCall(node) || typeof text !== 'string') throw new UnreadablePickle('it has an array of an unknown kind');
  const state = isCompound(node.state) && node.state.kind === 'tuple' ? node.state.items : [];
  const isBig = state[1] === '>';
  const known = NUMBERS[text];
  if (known !== undefined) return { ...known, read: (view, at) => plain(known.read(view, at, !isBig)) };
  if (/^O\d*$/.test(text)) return { name: 'object', itemSize: 0, read: undefined };
  const bytes = /^S(\d+)$/.exec(text)?.[1];
  if (bytes !== undefined) return bytesType(Number(bytes));
  if (text === 'M8' || text === 'm8') return time(text, state[8], isBig);
  const length = /^U(\d+)$/.exec(text)?.[1];
  if (length !== undefined) return textType(Number(length), isBig);
  throw new UnreadablePickle(`it has an array of ${text}`);
}

interface NumberType {
  readonly name: string;
  readonly itemSize: number;
  readonly read: (view: DataView, at: number, isLittle: boolean) => number | bigint | boolean;
}

const NUMBERS: Readonly<Record<string, NumberType>> = {
  b1: { name: 'bool', itemSize: 1, read: (view, at) => view.getUint8(at) !== 0 },
  i1: { name: 'int8', itemSize: 1, read: (view, at) => view.getInt8(at) },
  i2: { name: 'int16', itemSize: 2, read: (view, at, isLittle) => view.getInt16(at, isLittle) },
  i4: { name: 'int32', itemSize: 4, read: (view, at, isLittle) => view.getInt32(at, isLittle) },
  i8: { name: 'int64', itemSize: 8, read: (view, at, isLittle) => view.getBigInt64(at, isLittle) },
  u1: { name: 'uint8', itemSize: 1, read: (view, at) => view.getUint8(at) },
  u2: { name: 'uint16', itemSize: 2, read: (view, at, isLittle) => view.getUint16(at, isLittle) },
  u4: { name: 'uint32', itemSize: 4, read: (view, at, isLittle) => view.getUint32(at, isLittle) },
  u8: { name: 'uint64', itemSize: 8, read: (view, at, isLittle) => view.getBigUint64(at, isLittle) },
  f2: { name: 'float16', itemSize: 2, read: (view, at, isLittle) => half(view.getUint16(at, isLittle)) },
  f4: { name: 'float32', itemSize: 4, read: (view, at, isLittle) => view.getFloat32(at, isLittle) },
  f8: { name: 'float64', itemSize: 8, read: (view, at, isLittle) => view.getFloat64(at, isLittle) },
};

function plain(value: number | bigint | boolean): Node {
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** The smallest number stands for no time. */
const NO_TIME = -(2n ** 63n);

function time(text: 'M8' | 'm8', metadata: Node | undefined, isBig: boolean): Dtype {
  const unit = isCompound(metadata) && metadata.kind === 'tuple' ? metadata.items[1] : undefined;
  const name = isCompound(unit) && unit.kind === 'tuple' ? unit.items[0] : undefined;
  const written = name instanceof Uint8Array ? new TextDecoder().decode(name) : '';
  return {
    name: `${text === 'M8' ? 'datetime64' : 'timedelta64'}[${written}]`,
    itemSize: 8,
    read: (view, at) => {
      const value = view.getBigInt64(at, !isBig);
      return value === NO_TIME ? null : plain(value);
    },
  };
}

// JavaScript reads them itself from Node 24 on.
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 0x3ff;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

function bytesType(length: number): Dtype {
  return {
    name: `S${length}`,
    itemSize: length,
    read: (view, at) => {
      const bytes = new Uint8Array(view.buffer, view.byteOffset + at, length);
      return bytes.slice(0, bytes.findLastIndex((byte) => byte !== 0) + 1);
    },
  };
}

function textType(length: number, isBig: boolean): Dtype {
  return {
    name: `<U${length}`,
    itemSize: length * 4,
    read: (view, at) => {
      const points = Array.from({ length }, (_, index) => view.getUint32(at + index * 4, !isBig));
      const end = points.findLastIndex((point) => point !== 0) + 1;
      if (points.some((point) => point > 0x10ffff)) throw new UnreadablePickle('it has a text with what is no character');
      return points
        .slice(0, end)
        .map((point) => String.fromCodePoint(point))
        .join('');
    },
  };
}
