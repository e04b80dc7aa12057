import { type Call, isCompound, type Node } from './node.ts';
import { DataFrame, NumpyArray, type PythonValue } from './python-value.ts';
import { readArray, readScalar } from './read-array.ts';
import { readFrame } from './read-frame.ts';
import { readStandard } from './read-standard.ts';
import { isIndex, readIndex } from './read-values.ts';
import { UnreadablePickle } from './unreadable.ts';

/** The value that a pickle says. Throws for what isn't plain data, contains itself, or is nested too deeply. Pure. */
export function toValue(node: Node): PythonValue {
  return convert(node, { known: new Map(), depth: 0 });
}

/** Deeper than any data; far from what the stack holds. */
const DEEPEST = 500;
const IN_WORK = Symbol('in work');

interface Conversion {
  readonly known: Map<Node, PythonValue | typeof IN_WORK>;
  depth: number;
}

function convert(node: Node, conversion: Conversion): PythonValue {
  if (!isCompound(node)) return node;
  const { known } = conversion;
  const before = known.get(node);
  if (before === IN_WORK) throw new UnreadablePickle('it contains itself');
  if (before !== undefined) return before;
  if (conversion.depth > DEEPEST) throw new UnreadablePickle(`it is nested more than ${DEEPEST} deep`);
  known.set(node, IN_WORK);
  conversion.depth += 1;
  const value = convertParts(node, conversion);
  conversion.depth -= 1;
  known.set(node, value);
  return value;
}

function convertParts(node: Exclude<Node, null | boolean | number | bigint | string | Uint8Array>, conversion: Conversion): PythonValue {
  switch (node.kind) {
    case 'list':
    case 'tuple':
      return node.items.map((item) => convert(item, conversion));
    case 'set':
      return new Set(node.items.map((item) => convert(item, conversion)));
    case 'dict':
      return dictionary(node.entries, conversion);
    case 'call':
      return convertCall(node, conversion);
    case 'name':
      if (node.name === 'pandas._libs.missing.NA') return null;
      throw new UnreadablePickle(`it refers to ${node.name}`);
  }
}

function convertCall(node: Call, conversion: Conversion): PythonValue {
  const inside = (items: readonly Node[]) => items.map((item) => convert(item, conversion));
  const array = readArray(node);
  if (array !== undefined) return new NumpyArray(array.dtype, array.shape, inside(array.items));
  const scalar = readScalar(node);
  if (scalar !== undefined) return convert(scalar, conversion);
  const frame = readFrame(node);
  if (frame !== undefined) return new DataFrame(inside(frame.columns), inside(frame.index), frame.values.map(inside));
  if (isIndex(node)) return inside(readIndex(node));
  const standard = readStandard(node);
  if (standard !== undefined) return convert(standard, conversion);
  throw new UnreadablePickle(`it has a ${node.name}`);
}

function dictionary(entries: readonly (readonly [Node, Node])[], conversion: Conversion): PythonValue {
  const converted = entries.map(([key, value]) => [convert(key, conversion), convert(value, conversion)] as const);
  if (!converted.every((entry): entry is readonly [string, PythonValue] => typeof entry[0] === 'string')) return new Map(converted);
  return Object.fromEntries(converted);
}
