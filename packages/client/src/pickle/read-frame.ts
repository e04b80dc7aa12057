import { type Call, isCall, isCompound, type Node } from './node.ts';
import { type ReadArray, readArray } from './read-array.ts';
import { UnreadablePickle } from './unreadable.ts';

/** A data frame or series out of a pickle. */
export interface ReadFrame {
  readonly columns: readonly Node[];
  readonly index: readonly Node[];
  readonly values: readonly (readonly Node[])[];
}

const FRAMES = ['pandas.core.frame.DataFrame', 'pandas.DataFrame'] as const;
const SERIES = ['pandas.core.series.Series', 'pandas.Series'] as const;
const INDEX_MAKERS = ['pandas.core.indexes.base._new_Index', 'pandas.core.indexes.datetimes._new_DatetimeIndex'] as const;

/** The frame that a node stands for; undefined when it is something else. Throws when its parts are of a kind we can't read. Pure. */
export function readFrame(node: Node): ReadFrame | undefined {
  if (!isCall(node, ...FRAMES, ...SERIES)) return undefined;
  const manager = member(node.state, '_mgr');
  if (!isCall(manager, ...MANAGERS)) throw unreadable('its manager is unknown');
  const [blocks, axes] = manager.args.map(itemsOf);
  const [first, second] = (axes ?? []).map(readIndex);
  if (first === undefined) throw unreadable('it has no axes');
  const isSeries = second === undefined;
  const columns = isSeries ? [member(node.state, '_name') ?? null] : first;
  const index = isSeries ? first : second;
  return { columns, index, values: columnsOf(blocks ?? [], columns.length, index.length) };
}

const MANAGERS = ['pandas.core.internals.managers.BlockManager', 'pandas.core.internals.managers.SingleBlockManager'] as const;

function columnsOf(blocks: readonly Node[], count: number, length: number): readonly (readonly Node[])[] {
  const values: (readonly Node[])[] = Array.from({ length: count });
  for (const block of blocks) {
    if (!isCall(block, 'pandas._libs.internals._unpickle_block')) throw unreadable('it has a block of an unknown kind');
    const [data, place, dimensions] = block.args;
    const rows = rowsOf(arrayIn(data), dimensions === 2 ? length : undefined);
    for (const [position, column] of (dimensions === 1 ? [0] : placesOf(place)).entries()) values[column] = rows[position] ?? [];
  }
  if (values.some((column) => column?.length !== length)) throw unreadable('a column is missing');
  return values;
}

/** The rows of a block; each is a column of the frame. */
function rowsOf({ items }: ReadArray, length: number | undefined): readonly (readonly Node[])[] {
  if (length === undefined) return [items];
  if (length === 0) return [];
  return Array.from({ length: items.length / length }, (_, row) => items.slice(row * length, (row + 1) * length));
}

function placesOf(node: Node | undefined): readonly number[] {
  if (isCall(node, 'builtins.slice')) {
    const [start, stop, step] = node.args.map(Number);
    return range(start ?? 0, stop ?? 0, step || 1);
  }
  const array = readArray(node);
  if (array === undefined) throw unreadable('it has a block in an unknown place');
  return array.items.map(Number);
}

/** The values of an index, whatever kind it is of. */
function readIndex(node: Node): readonly Node[] {
  if (!isCall(node, ...INDEX_MAKERS)) throw unreadable('it has an index of an unknown kind');
  const [, parts] = node.args;
  const data = member(parts, 'data');
  if (data !== undefined) return arrayIn(data).items;
  const [start, stop, step] = ['start', 'stop', 'step'].map((name) => member(parts, name));
  if (typeof start === 'number' && typeof stop === 'number' && typeof step === 'number') return range(start, stop, step);
  throw unreadable('it has an index of several levels');
}

/** The array in what pandas wraps around it. */
function arrayIn(node: Node | undefined): ReadArray {
  const array = readArray(node);
  if (array !== undefined) return array;
  if (isCall(node) && WRAPPED.test(wrapperOf(node))) {
    const inner = [...itemsOf(node.state ?? null), member(node.state, '_ndarray')].map(readArray).find((each) => each !== undefined);
    if (inner !== undefined) return inner;
  }
  throw unreadable(`it has values of ${isCall(node) ? wrapperOf(node) : 'an unknown kind'}`);
}

const WRAPPED =
  /^pandas\.(core\.)?arrays\.((datetimes\.)?DatetimeArray|(timedeltas\.)?TimedeltaArray|(string_\.)?\w*StringArray|(numpy_\.)?NumpyExtensionArray)$/;

function wrapperOf({ name, args }: Call): string {
  const [type] = args;
  return isCompound(type) && type.kind === 'name' ? type.name : name;
}

function member(node: Node | undefined, key: string): Node | undefined {
  return isCompound(node) && node.kind === 'dict' ? node.entries.find(([name]) => name === key)?.[1] : undefined;
}

function itemsOf(node: Node): readonly Node[] {
  return isCompound(node) && (node.kind === 'list' || node.kind === 'tuple') ? node.items : [];
}

function range(start: number, stop: number, step: number): readonly number[] {
  return Array.from({ length: Math.max(0, Math.ceil((stop - start) / step)) }, (_, index) => start + index * step);
}

function unreadable(reason: string): Error {
  return new UnreadablePickle(`it is a data frame, but ${reason}`);
}
