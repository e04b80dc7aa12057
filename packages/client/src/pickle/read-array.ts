import { type Dtype, dtypeOf } from './dtype.ts';
import { isCall, isCompound, type Node } from './node.ts';
import { UnreadablePickle } from './unreadable.ts';

/** An array out of a pickle: its items in C order, themselves unread when they are objects. */
export interface ReadArray {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly items: readonly Node[];
}

const FROM_BUFFER = ['numpy.core.numeric._frombuffer', 'numpy._core.numeric._frombuffer'] as const;
const RECONSTRUCT = ['numpy.core.multiarray._reconstruct', 'numpy._core.multiarray._reconstruct'] as const;
const SCALAR = ['numpy.core.multiarray.scalar', 'numpy._core.multiarray.scalar'] as const;

/** The array that a node stands for; undefined when it is something else. Pure. */
export function readArray(node: Node | undefined): ReadArray | undefined {
  if (isCall(node, ...FROM_BUFFER)) {
    const [data, dtype, shape, order] = node.args;
    return arrayOf({ data, dtype: dtypeOf(dtype), shape: shapeOf(shape), isFortran: order === 'F' });
  }
  if (!isCall(node, ...RECONSTRUCT) || !isCompound(node.state) || node.state.kind !== 'tuple') return undefined;
  const [, shape, dtype, isFortran, data] = node.state.items;
  return arrayOf({ data, dtype: dtypeOf(dtype), shape: shapeOf(shape), isFortran: isFortran === true });
}

/** The value of a single number of numpy; undefined when the node is something else. Pure. */
export function readScalar(node: Node): Node | undefined {
  if (!isCall(node, ...SCALAR)) return undefined;
  const [dtype, data] = node.args;
  return arrayOf({ data, dtype: dtypeOf(dtype), shape: [], isFortran: false }).items[0];
}

interface RawArray {
  readonly data: Node | undefined;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly isFortran: boolean;
}

function arrayOf({ data, dtype, shape, isFortran }: RawArray): ReadArray {
  const count = shape.reduce((product, length) => product * length, 1);
  const items = itemsOf(data, dtype, count);
  return { dtype: dtype.name, shape, items: isFortran ? inCOrder(items, shape) : items };
}

function itemsOf(data: Node | undefined, { read, itemSize }: Dtype, count: number): readonly Node[] {
  if (read === undefined) {
    if (isCompound(data) && data.kind === 'list' && data.items.length === count) return data.items;
  } else if (data instanceof Uint8Array && data.length === count * itemSize) {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    return Array.from({ length: count }, (_, index) => read(view, index * itemSize));
  }
  throw new UnreadablePickle('it has an array whose items are not there');
}

function shapeOf(node: Node | undefined): readonly number[] {
  const lengths = isCompound(node) && node.kind === 'tuple' ? node.items : undefined;
  const numbers = lengths?.filter((length) => typeof length === 'number' && length >= 0);
  if (numbers === undefined || numbers.length !== lengths?.length) throw new UnreadablePickle('it has an array without a shape');
  return numbers.map(Number);
}

/** Items whose first index runs fastest, with the last running fastest. */
function inCOrder(items: readonly Node[], shape: readonly number[]): readonly Node[] {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, length) => product * length, 1));
  return items.map((_, position) => {
    let rest = position;
    let at = 0;
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      const length = shape[axis] ?? 1;
      at += (rest % length) * (strides[axis] ?? 0);
      rest = Math.floor(rest / length);
    }
    return items[at] ?? null;
  });
}
