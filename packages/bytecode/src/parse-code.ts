import type { CodeLayout } from './code-layout.ts';
import { type CodeObject, type MarshalNode, REFERABLE, TYPE } from './marshal-node.ts';
import { byContent, NodeTable, textContent } from './node-table.ts';

/** Parses a marshalled code object (format version 3 or later) by value. Throws a RangeError on what isn't one. Pure. */
export function parseCode(bytes: Buffer, layout: CodeLayout): CodeObject {
  const parser = new Parser(bytes, layout);
  const node = parser.object();
  if (node.kind !== 'code' || !parser.isAtEnd()) throw new RangeError('not a marshalled code object');
  return node;
}

/** The length of the body that follows a leaf's type byte. */
const BODY: Readonly<Record<number, (bytes: Buffer, position: number) => number>> = {
  [TYPE.NONE]: () => 0,
  [TYPE.FALSE]: () => 0,
  [TYPE.TRUE]: () => 0,
  [TYPE.STOP_ITERATION]: () => 0,
  [TYPE.ELLIPSIS]: () => 0,
  [TYPE.INT]: () => 4,
  [TYPE.FLOAT]: () => 8,
  [TYPE.COMPLEX]: () => 16,
  [TYPE.LONG]: (bytes, position) => 4 + 2 * Math.abs(bytes.readInt32LE(position)),
  [TYPE.BYTES]: (bytes, position) => 4 + bytes.readUInt32LE(position),
};

class Parser {
  readonly #bytes: Buffer;
  readonly #layout: CodeLayout;
  readonly #table = new NodeTable();
  readonly #referable: (MarshalNode | undefined)[] = [];
  #position = 0;

  constructor(bytes: Buffer, layout: CodeLayout) {
    this.#bytes = bytes;
    this.#layout = layout;
  }

  isAtEnd(): boolean {
    return this.#position === this.#bytes.length;
  }

  object(): MarshalNode {
    const byte = this.#byte();
    if (byte === TYPE.REFERENCE) return this.#referred(this.#length());
    if ((byte & REFERABLE) === 0) return this.#typed(byte);
    const slot = this.#referable.push(undefined) - 1;
    const node = this.#typed(byte & ~REFERABLE);
    this.#referable[slot] = node;
    return node;
  }

  #typed(type: number): MarshalNode {
    switch (type) {
      case TYPE.INTERNED:
      case TYPE.UNICODE:
      case TYPE.ASCII:
      case TYPE.ASCII_INTERNED:
        return this.#table.leaf(textContent(this.#take(this.#length())));
      case TYPE.SHORT_ASCII:
      case TYPE.SHORT_ASCII_INTERNED:
        return this.#table.leaf(textContent(this.#take(this.#byte())));
      case TYPE.TUPLE:
        return this.#table.sequence(TYPE.TUPLE, this.#objects(this.#length()));
      case TYPE.SMALL_TUPLE:
        return this.#table.sequence(TYPE.TUPLE, this.#objects(this.#byte()));
      case TYPE.FROZENSET:
        return this.#table.sequence(type, this.#objects(this.#length()).sort(byContent));
      case TYPE.SLICE:
        return this.#table.sequence(type, this.#objects(3));
      case TYPE.CODE:
        return this.#code();
      default:
        return this.#leaf(type);
    }
  }

  #leaf(type: number): MarshalNode {
    const length = BODY[type]?.(this.#bytes, this.#position);
    if (length === undefined) throw new RangeError(`unknown marshal type ${type}`);
    return this.#table.leaf(String.fromCharCode(type) + this.#take(length).toString('latin1'));
  }

  #code(): MarshalNode {
    const { numbers, objects, objectsAfterLine } = this.#layout;
    return {
      kind: 'code',
      numbers: this.#take(4 * numbers).toString('latin1'),
      objects: this.#objects(objects),
      line: this.#take(4).toString('latin1'),
      objectsAfterLine: this.#objects(objectsAfterLine),
    };
  }

  #objects(count: number): MarshalNode[] {
    const nodes: MarshalNode[] = [];
    for (let index = 0; index < count; index++) nodes.push(this.object());
    return nodes;
  }

  #referred(index: number): MarshalNode {
    const node = this.#referable[index];
    if (node === undefined) throw new RangeError(`bad marshal reference ${index}`);
    return node;
  }

  #take(length: number): Buffer {
    const end = this.#position + length;
    if (end > this.#bytes.length) throw new RangeError('a marshalled object ends early');
    const taken = this.#bytes.subarray(this.#position, end);
    this.#position = end;
    return taken;
  }

  #byte(): number {
    return this.#bytes.readUInt8(this.#position++);
  }

  #length(): number {
    this.#position += 4;
    return this.#bytes.readUInt32LE(this.#position - 4);
  }
}
