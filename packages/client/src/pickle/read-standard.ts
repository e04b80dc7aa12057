import { type Call, isCall, type Node } from './node.ts';
import { rangeOf } from './read-values.ts';
import { isoTime } from './readable-times.ts';
import { UnreadablePickle } from './unreadable.ts';

/** How the standard library's and pandas' small values are read, by the names of what makes them. */
const READERS: Readonly<Record<string, (call: Call) => Node>> = {
  'builtins.bytearray': ({ args: [bytes] }) => (bytes instanceof Uint8Array ? bytes : new Uint8Array()),
  'builtins.range': ({ args }) => ({ kind: 'list', items: [...rangeOf(Number(args[0]), Number(args[1]), Number(args[2]))] }),
  'collections.deque': ({ items }) => ({ kind: 'list', items }),
  'collections.OrderedDict': dictionary,
  'collections.defaultdict': dictionary,
  'collections.Counter': dictionary,
  'datetime.datetime': dateTime,
  'datetime.date': ({ args: [bytes] }) => dateOf(bytesOf(bytes, 4)),
  'datetime.time': ({ args: [bytes, zone] }) => `${timeOf(bytesOf(bytes, 6))}${offsetOf(zone)}`,
  'datetime.timedelta': ({ args }) => durationOf(args),
  'decimal.Decimal': textOf,
  'uuid.UUID': uuid,
  'pathlib.PosixPath': pathOf,
  'pathlib.PurePosixPath': pathOf,
  'pandas._libs.tslibs.nattype.__nat_unpickle': () => null,
  'pandas._libs.tslibs.timestamps._unpickle_timestamp': timestamp,
  'pandas._libs.tslibs.timedeltas._timedelta_unpickle': timedelta,
};

/** What a call makes that is a value in other words; undefined when it is something else. Pure. */
export function readStandard(call: Call): Node | undefined {
  return Object.hasOwn(READERS, call.name) ? READERS[call.name]?.(call) : undefined;
}

function dictionary({ args, entries, items, state }: Call): Node {
  if (items.length > 0 || state !== undefined) throw new UnreadablePickle('it has a dictionary with more than entries');
  const given = args.flatMap((arg) => (typeof arg === 'object' && arg !== null && 'kind' in arg && arg.kind === 'dict' ? arg.entries : []));
  return { kind: 'dict', entries: [...given, ...entries] };
}

function dateTime({ args: [bytes, zone] }: Call): Node {
  const all = bytesOf(bytes, 10);
  return `${dateOf(all.subarray(0, 4))}T${timeOf(all.subarray(4))}${offsetOf(zone)}`;
}

function dateOf(bytes: Uint8Array): string {
  const [high = 0, low = 0, month = 0, day = 0] = bytes;
  // The highest bit of the month tells the second of two equal times when clocks go back.
  return `${String(high * 256 + low).padStart(4, '0')}-${two(month & 127)}-${two(day)}`;
}

function timeOf(bytes: Uint8Array): string {
  const [hour = 0, minute = 0, second = 0, ...rest] = bytes;
  const micros = rest.reduce((sum, byte) => sum * 256 + byte, 0);
  const text = `${two(hour & 127)}:${two(minute)}:${two(second)}`;
  return micros === 0 ? text : `${text}.${String(micros).padStart(6, '0')}`;
}

function offsetOf(zone: Node | undefined): string {
  if (zone === undefined || zone === null) return '';
  if (isCall(zone, 'pytz._UTC')) return '+00:00';
  const [delta] = isCall(zone, 'datetime.timezone') ? zone.args : [];
  if (!isCall(delta, 'datetime.timedelta')) throw new UnreadablePickle('it has a time of a zone that only Python knows');
  const seconds = durationOf(delta.args);
  const minutes = Math.floor(Math.abs(seconds) / 60);
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function durationOf(args: readonly Node[]): number {
  const [days = 0, seconds = 0, micros = 0] = args.map(Number);
  return days * 86_400 + seconds + micros / 1_000_000;
}

function timestamp({ args: [ticks, , zone, unit] }: Call): Node {
  return isoTime(...ticksOf(ticks, unit), zone !== null && zone !== undefined);
}

function timedelta({ args: [ticks, unit] }: Call): Node {
  const [count, perSecond] = ticksOf(ticks, unit);
  return Number(count) / Number(perSecond);
}

const NANOSECONDS = 10;
const PER_SECOND: ReadonlyMap<Node, bigint> = new Map([7, 8, 9, NANOSECONDS].map((unit, at) => [unit, 1_000n ** BigInt(at)]));

function ticksOf(ticks: Node | undefined, unit: Node | undefined): [bigint, bigint] {
  const perSecond = PER_SECOND.get(unit ?? NANOSECONDS);
  if (perSecond !== undefined && (typeof ticks === 'number' || typeof ticks === 'bigint')) return [BigInt(ticks), perSecond];
  throw new UnreadablePickle('it has a time of an unknown unit');
}

function uuid({ state }: Call): Node {
  const entries = typeof state === 'object' && state !== null && 'kind' in state && state.kind === 'dict' ? state.entries : [];
  const number = entries.find(([name]) => name === 'int')?.[1];
  if (typeof number !== 'number' && typeof number !== 'bigint') throw new UnreadablePickle('it has a uuid.UUID without a number');
  return BigInt(number)
    .toString(16)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function textOf({ name, args: [text] }: Call): Node {
  if (typeof text !== 'string') throw new UnreadablePickle(`it has a ${name} that is no text`);
  return text;
}

function pathOf({ args }: Call): Node {
  const [first = '', ...rest] = args.map(String);
  return first === '/' ? `/${rest.join('/')}` : [first, ...rest].join('/');
}

function bytesOf(node: Node | undefined, length: number): Uint8Array {
  if (node instanceof Uint8Array && node.length === length) return node;
  throw new UnreadablePickle('it has a time in a form that only Python knows');
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
