import { isCall, type Node } from './node.ts';
import { type ReadArray, readArray } from './read-array.ts';
import { itemsOf, memberOf, rangeOf, readIndex, readValues, unreadable } from './read-values.ts';

/** A data frame or series out of a pickle. */
export interface ReadFrame {
  readonly columns: readonly Node[];
  readonly index: readonly Node[];
  readonly values: readonly (readonly Node[])[];
}

const FRAMES = ['pandas.core.frame.DataFrame', 'pandas.DataFrame'] as const;
const SERIES = ['pandas.core.series.Series', 'pandas.Series'] as const;
const MANAGERS = ['pandas.core.internals.managers.BlockManager', 'pandas.core.internals.managers.SingleBlockManager'] as const;

/** The frame that a node stands for; undefined when it is something else. Throws when its parts are of a kind we can't read. Pure. */
export function readFrame(node: Node): ReadFrame | undefined {
  if (!isCall(node, ...FRAMES, ...SERIES)) return undefined;
  const { axes, blocks } = managed(memberOf(node.state, '_mgr') ?? memberOf(node.state, '_data'));
  const [first, second] = axes.map(readIndex);
  if (first === undefined) throw unreadable('it has no axes');
  const isSeries = second === undefined;
  const columns = isSeries ? [memberOf(node.state, '_name') ?? memberOf(node.state, 'name') ?? null] : first;
  const index = isSeries ? first : second;
  return { columns, index, values: columnsOf(blocks, columns.length, { length: index.length, isSeries }) };
}

interface Block {
  readonly values: Node | undefined;
  readonly place: Node | undefined;
}

/** What the manager of a frame manages: in newer pickles its arguments, in older ones a part of its state. */
function managed(manager: Node | undefined): { readonly axes: readonly Node[]; readonly blocks: readonly Block[] } {
  if (!isCall(manager, ...MANAGERS)) throw unreadable('its manager is unknown');
  const [blocks, axes] = manager.args.map(itemsOf);
  if (axes !== undefined) return { axes, blocks: (blocks ?? []).map(blockOf) };
  const parts = itemsOf(manager.state ?? null)
    .map((part) => memberOf(part, '0.14.1'))
    .find((part) => part !== undefined);
  const older = itemsOf(memberOf(parts, 'blocks') ?? null);
  return {
    axes: itemsOf(memberOf(parts, 'axes') ?? null),
    blocks: older.map((block) => ({ values: memberOf(block, 'values'), place: memberOf(block, 'mgr_locs') })),
  };
}

function blockOf(block: Node): Block {
  if (!isCall(block, 'pandas._libs.internals._unpickle_block')) throw unreadable('it has a block of an unknown kind');
  const [values, place] = block.args;
  return { values, place };
}

interface Shape {
  readonly length: number;
  readonly isSeries: boolean;
}

function columnsOf(blocks: readonly Block[], count: number, { length, isSeries }: Shape): readonly (readonly Node[])[] {
  const values: (readonly Node[])[] = Array.from({ length: count });
  for (const block of blocks) {
    const rows = rowsOf(readValues(block.values), length);
    const places = isSeries ? [0] : placesOf(block.place);
    for (const [position, column] of places.entries()) values[column] = rows[position] ?? [];
  }
  if (values.some((column) => column?.length !== length)) throw unreadable('a column is missing');
  return values;
}

/** The rows of a block; each is a column of the frame. */
function rowsOf({ items, shape }: ReadArray, length: number): readonly (readonly Node[])[] {
  if (shape.length === 1) return [items];
  if (length === 0) return [];
  return Array.from({ length: items.length / length }, (_, row) => items.slice(row * length, (row + 1) * length));
}

function placesOf(node: Node | undefined): readonly number[] {
  if (isCall(node, 'builtins.slice', '__builtin__.slice')) {
    const [start, stop, step] = node.args.map(Number);
    return rangeOf(start ?? 0, stop ?? 0, step || 1);
  }
  const array = readArray(node);
  if (array === undefined) throw unreadable('it has a block in an unknown place');
  return array.items.map(Number);
}
