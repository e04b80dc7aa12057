import { isCall, isCompound, type Node } from './node.ts';
import { type ReadArray, readArray } from './read-array.ts';
import { readableTimes } from './readable-times.ts';
import { UnreadablePickle } from './unreadable.ts';

/** The values in what pandas wraps around an array: times as text, what is missing as null. Throws for wrappers it doesn't know. Pure. */
export function readValues(node: Node | undefined): ReadArray {
  const array = readArray(node);
  if (array !== undefined) return readableTimes(array, false);
  const wrapper = wrapperOf(node);
  if (MASKED.test(wrapper)) return masked(node);
  if (CATEGORICAL.test(wrapper)) return categorical(node);
  const parts = partsOf(node);
  const inner = WRAPPED.test(wrapper) ? parts.map(readArray).find((each) => each !== undefined) : undefined;
  if (inner === undefined) throw unreadable(`it has values of ${wrapper}`);
  return readableTimes(inner, parts.some(isZoned));
}

const WRAPPED =
  /^pandas\.(core\.)?arrays\.((datetimes\.)?DatetimeArray|(timedeltas\.)?TimedeltaArray|(string_\.)?\w*StringArray|(numpy_\.)?(NumpyExtension|Pandas)Array)$/;
const MASKED = /^pandas\.(core\.)?arrays\.((integer|boolean|floating)\.)?(Integer|Boolean|Floating)Array$/;
const CATEGORICAL = /^pandas\.(core\.)?(arrays\.)?(categorical\.)?Categorical$/;

const INDEX_MAKERS = ['pandas.core.indexes.base._new_Index', 'pandas.core.indexes.datetimes._new_DatetimeIndex'] as const;

/** Whether a node is an index of pandas. Pure. */
export function isIndex(node: Node): boolean {
  return isCall(node, ...INDEX_MAKERS);
}

/** The values of an index, whatever kind it is of; of one with several levels they are tuples. Pure. */
export function readIndex(node: Node): readonly Node[] {
  if (!isCall(node, ...INDEX_MAKERS)) throw unreadable('it has an index of an unknown kind');
  const [, parts] = node.args;
  const data = memberOf(parts, 'data');
  if (data !== undefined) return isIndex(data) ? readIndex(data) : readValues(data).items;
  const [start, stop, step] = ['start', 'stop', 'step'].map((name) => memberOf(parts, name));
  if (typeof start === 'number' && typeof stop === 'number' && typeof step === 'number') return rangeOf(start, stop, step);
  return tuplesOf(itemsOf(memberOf(parts, 'levels') ?? null), itemsOf(memberOf(parts, 'codes') ?? null));
}

function tuplesOf(levels: readonly Node[], codes: readonly Node[]): readonly Node[] {
  const columns = levels.map((level, at) => chosen(readIndex(level), codesIn(codes[at])));
  const [first] = columns;
  if (first === undefined) throw unreadable('it has an index of an unknown kind');
  return first.map((_, row) => ({ kind: 'tuple', items: columns.map((column) => column[row] ?? null) }));
}

function codesIn(node: Node | undefined): readonly Node[] {
  const array = readArray(node);
  if (array === undefined) throw unreadable('it has an index whose codes are not there');
  return array.items;
}

function categorical(node: Node | undefined): ReadArray {
  const parts = partsOf(node);
  const codes = parts.map(readArray).find((each) => each !== undefined);
  const type = parts.find((each) => isCall(each) && /CategoricalDtype$/.test(each.name));
  const categories = isCall(type) ? memberOf(type.state, 'categories') : undefined;
  if (codes === undefined || categories === undefined) throw unreadable('it has categories that are not there');
  return { dtype: 'category', shape: codes.shape, items: chosen(readIndex(categories), codes.items) };
}

/** Codes stand for values; -1 for none. */
function chosen(values: readonly Node[], codes: readonly Node[]): readonly Node[] {
  return codes.map((code) => values[Number(code)] ?? null);
}

function masked(node: Node | undefined): ReadArray {
  const state = isCall(node) ? node.state : undefined;
  const [data, mask] = ['_data', '_mask'].map((name) => readArray(memberOf(state, name)));
  if (data === undefined || mask === undefined) throw unreadable('it has values whose mask is not there');
  return { ...data, items: data.items.map((item, at) => (mask.items[at] === true ? null : item)) };
}

function partsOf(node: Node | undefined): readonly Node[] {
  if (!isCall(node)) return [];
  const { state = null } = node;
  const members = isCompound(state) && state.kind === 'dict' ? state.entries.map(([, value]) => value) : [];
  return [...itemsOf(state), ...members];
}

function isZoned(node: Node): boolean {
  return isCall(node) && /DatetimeTZDtype$/.test(node.name);
}

function wrapperOf(node: Node | undefined): string {
  if (!isCall(node)) return 'an unknown kind';
  const [type] = node.args;
  return isCompound(type) && type.kind === 'name' ? type.name : node.name;
}

/** A member of a dictionary. Pure. */
export function memberOf(node: Node | undefined, key: string): Node | undefined {
  return isCompound(node) && node.kind === 'dict' ? node.entries.find(([name]) => name === key)?.[1] : undefined;
}

/** The items of a list or tuple; none of anything else. Pure. */
export function itemsOf(node: Node): readonly Node[] {
  return isCompound(node) && (node.kind === 'list' || node.kind === 'tuple') ? node.items : [];
}

/** The numbers of a range of Python. Pure. */
export function rangeOf(start: number, stop: number, step: number): readonly number[] {
  return Array.from({ length: Math.max(0, Math.ceil((stop - start) / step)) }, (_, index) => start + index * step);
}

/** The error for a frame whose parts are of a kind we can't read. Pure. */
export function unreadable(reason: string): Error {
  return new UnreadablePickle(`it is a data frame, but ${reason}`);
}
