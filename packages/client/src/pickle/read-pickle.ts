import { type ByteReader, createByteReader } from './byte-reader.ts';
import { type Call, isCall, isCompound, type Node } from './node.ts';
import { UnreadablePickle } from './unreadable.ts';

interface Machine {
  readonly reader: ByteReader;
  stack: Node[];
  readonly marks: Node[][];
  readonly memo: Map<number, Node>;
}

/** What a pickle of the protocols 2 to 5 says, as data. Nothing is imported and nothing is called. Throws for all others. Pure. */
export function readPickle(bytes: Uint8Array): Node {
  const machine: Machine = { reader: createByteReader(bytes), stack: [], marks: [], memo: new Map() };
  for (;;) {
    const code = machine.reader.uint(1);
    if (code === STOP) return pop(machine);
    const operation = OPERATIONS.get(code);
    if (operation === undefined) throw new UnreadablePickle(`it has the operation 0x${code.toString(16)}`);
    operation(machine);
  }
}

const STOP = 0x2e;

const push = (make: (reader: ByteReader) => Node) => (machine: Machine) => {
  machine.stack.push(make(machine.reader));
};

function pop({ stack }: Machine): Node {
  const node = stack.pop();
  if (node === undefined) throw new UnreadablePickle('it takes more than it has');
  return node;
}

function popMark(machine: Machine): Node[] {
  const items = machine.stack;
  const before = machine.marks.pop();
  if (before === undefined) throw new UnreadablePickle('it has a mark too few');
  machine.stack = before;
  return items;
}

function top({ stack }: Machine): Node {
  const node = stack.at(-1);
  if (node === undefined) throw new UnreadablePickle('it takes more than it has');
  return node;
}

const tuple = (count: number) => (machine: Machine) => {
  const items = Array.from({ length: count }, () => pop(machine)).reverse();
  machine.stack.push({ kind: 'tuple', items });
};

function addItems(target: Node, items: readonly Node[]): void {
  if (!isCompound(target) || !('items' in target)) throw new UnreadablePickle('it adds items to what is no list');
  for (const item of items) target.items.push(item);
}

function addEntries(target: Node, items: readonly Node[]): void {
  if (!isCompound(target) || !('entries' in target)) throw new UnreadablePickle('it adds entries to what is no dictionary');
  for (let at = 0; at + 1 < items.length; at += 2) target.entries.push([items[at] ?? null, items[at + 1] ?? null]);
}

/** A class or function; of a method of a class, Python says `getattr(class, name)`. */
function nameOfCallable(callable: Node): string {
  if (isCompound(callable) && callable.kind === 'name') return callable.name;
  const [owner, method] = isCall(callable, 'builtins.getattr') ? callable.args : [];
  if (isCompound(owner) && owner.kind === 'name' && typeof method === 'string') return `${owner.name}.${method}`;
  throw new UnreadablePickle('it calls what is no class');
}

function call(callable: Node, args: Node): Call {
  const name = nameOfCallable(callable);
  if (!isCompound(args) || args.kind !== 'tuple') throw new UnreadablePickle('it calls with what is no tuple');
  return { kind: 'call', name, args: args.items, items: [], entries: [], state: undefined };
}

function build(machine: Machine): void {
  const state = pop(machine);
  const target = top(machine);
  if (!isCompound(target) || target.kind !== 'call') throw new UnreadablePickle('it gives a state to what has none');
  target.state = state;
}

function globalOf(machine: Machine): Node {
  const name = pop(machine);
  return { kind: 'name', name: `${String(pop(machine))}.${String(name)}` };
}

/** Two's complement, least byte first. */
function whole(bytes: Uint8Array): Node {
  let value = 0n;
  for (const byte of bytes.toReversed()) value = (value << 8n) | BigInt(byte);
  value = BigInt.asIntN(bytes.length * 8, value);
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

const remember = (index: (machine: Machine) => number) => (machine: Machine) => {
  machine.memo.set(index(machine), top(machine));
};

const recall = (length: 1 | 4) => (machine: Machine) => {
  const node = machine.memo.get(machine.reader.uint(length));
  if (node === undefined) throw new UnreadablePickle('it refers to what it never had');
  machine.stack.push(node);
};

const OPERATIONS: ReadonlyMap<number, (machine: Machine) => void> = new Map([
  [0x80, ({ reader }) => void reader.uint(1)], // PROTO
  [0x95, ({ reader }) => void reader.long()], // FRAME
  [0x4e, push(() => null)], // NONE
  [0x88, push(() => true)], // NEWTRUE
  [0x89, push(() => false)], // NEWFALSE
  [0x4a, push((reader) => reader.int32())], // BININT
  [0x4b, push((reader) => reader.uint(1))], // BININT1
  [0x4d, push((reader) => reader.uint(2))], // BININT2
  [0x8a, push((reader) => whole(reader.bytes(reader.uint(1))))], // LONG1
  [0x8b, push((reader) => whole(reader.bytes(reader.uint(4))))], // LONG4
  [0x47, push((reader) => reader.double())], // BINFLOAT
  [0x8c, push((reader) => reader.text(reader.uint(1)))], // SHORT_BINUNICODE
  [0x58, push((reader) => reader.text(reader.uint(4)))], // BINUNICODE
  [0x8d, push((reader) => reader.text(reader.long()))], // BINUNICODE8
  [0x43, push((reader) => reader.bytes(reader.uint(1)))], // SHORT_BINBYTES
  [0x42, push((reader) => reader.bytes(reader.uint(4)))], // BINBYTES
  [0x8e, push((reader) => reader.bytes(reader.long()))], // BINBYTES8
  [0x96, push((reader) => reader.bytes(reader.long()))], // BYTEARRAY8
  [0x5d, push(() => ({ kind: 'list', items: [] }))], // EMPTY_LIST
  [0x29, push(() => ({ kind: 'tuple', items: [] }))], // EMPTY_TUPLE
  [0x7d, push(() => ({ kind: 'dict', entries: [] }))], // EMPTY_DICT
  [0x8f, push(() => ({ kind: 'set', items: [] }))], // EMPTY_SET
  [0x85, tuple(1)],
  [0x86, tuple(2)],
  [0x87, tuple(3)],
  [0x74, (machine) => pushTo(machine, { kind: 'tuple', items: popMark(machine) })], // TUPLE
  [0x91, (machine) => pushTo(machine, { kind: 'set', items: popMark(machine) })], // FROZENSET
  [0x28, mark], // MARK
  [0x61, (machine) => withTop(machine, pop(machine))], // APPEND
  [0x65, (machine) => addTo(machine, popMark(machine), addItems)], // APPENDS
  [0x90, (machine) => addTo(machine, popMark(machine), addItems)], // ADDITEMS
  [0x75, (machine) => addTo(machine, popMark(machine), addEntries)], // SETITEMS
  [0x73, setItem], // SETITEM
  [0x94, remember(({ memo }) => memo.size)], // MEMOIZE
  [0x71, remember(({ reader }) => reader.uint(1))], // BINPUT
  [0x72, remember(({ reader }) => reader.uint(4))], // LONG_BINPUT
  [0x68, recall(1)], // BINGET
  [0x6a, recall(4)], // LONG_BINGET
  [0x63, push((reader) => ({ kind: 'name', name: `${reader.line()}.${reader.line()}` }))], // GLOBAL
  [0x93, (machine) => pushTo(machine, globalOf(machine))], // STACK_GLOBAL
  [0x52, invoke], // REDUCE
  [0x81, invoke], // NEWOBJ
  [0x62, build], // BUILD
  [0x30, (machine) => void pop(machine)], // POP
]);

function pushTo(machine: Machine, node: Node): void {
  machine.stack.push(node);
}

function mark(machine: Machine): void {
  machine.marks.push(machine.stack);
  machine.stack = [];
}

function withTop(machine: Machine, item: Node): void {
  addItems(top(machine), [item]);
}

function addTo(machine: Machine, items: readonly Node[], add: (target: Node, items: readonly Node[]) => void): void {
  add(top(machine), items);
}

function setItem(machine: Machine): void {
  const value = pop(machine);
  const key = pop(machine);
  addEntries(top(machine), [key, value]);
}

function invoke(machine: Machine): void {
  const args = pop(machine);
  machine.stack.push(call(pop(machine), args));
}
