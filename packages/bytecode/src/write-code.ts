import { type CodeObject, type MarshalNode, REFERABLE, TYPE } from './marshal-node.ts';

/** Marshals a code object (format version 4): what occurs again is referred to, and nothing else is flagged. Pure. */
export function writeCode(code: CodeObject): Buffer {
  const writer = new Writer(countUses(code));
  writer.object(code);
  return Buffer.from(writer.text, 'latin1');
}

function countUses(root: MarshalNode): Map<MarshalNode, number> {
  const uses = new Map<MarshalNode, number>();
  const visit = (node: MarshalNode): void => {
    const before = uses.get(node) ?? 0;
    uses.set(node, before + 1);
    if (before === 0) partsOf(node).forEach(visit);
  };
  visit(root);
  return uses;
}

function partsOf(node: MarshalNode): readonly MarshalNode[] {
  if (node.kind === 'leaf') return [];
  return node.kind === 'sequence' ? node.items : [...node.objects, ...node.objectsAfterLine];
}

class Writer {
  text = '';
  readonly #uses: ReadonlyMap<MarshalNode, number>;
  readonly #references = new Map<MarshalNode, number>();

  constructor(uses: ReadonlyMap<MarshalNode, number>) {
    this.#uses = uses;
  }

  object(node: MarshalNode): void {
    const reference = this.#references.get(node);
    if (reference !== undefined) {
      this.text += String.fromCharCode(TYPE.REFERENCE) + long(reference);
      return;
    }
    const flag = (this.#uses.get(node) ?? 0) > 1 && isWorthReferring(node) ? REFERABLE : 0;
    // Readers number an object before its parts.
    if (flag !== 0) this.#references.set(node, this.#references.size);
    this.#write(node, flag);
  }

  #write(node: MarshalNode, flag: number): void {
    switch (node.kind) {
      case 'leaf':
        this.text += flag === 0 ? node.content : String.fromCharCode(node.content.charCodeAt(0) | flag) + node.content.slice(1);
        return;
      case 'sequence':
        this.text += sequenceHead(node.type, node.items.length, flag);
        for (const item of node.items) this.object(item);
        return;
      case 'code':
        this.text += String.fromCharCode(TYPE.CODE | flag) + node.numbers;
        for (const object of node.objects) this.object(object);
        this.text += node.line;
        for (const object of node.objectsAfterLine) this.object(object);
    }
  }
}

// A reference takes five bytes and a slot in the reader's list: numbers and singletons are as cheap themselves.
function isWorthReferring(node: MarshalNode): boolean {
  if (node.kind === 'sequence') return node.items.length > 0;
  return node.kind === 'leaf' && (node.content.length > 5 || isText(node.content.charCodeAt(0)));
}

function isText(type: number): boolean {
  return type === TYPE.SHORT_ASCII || type === TYPE.SHORT_ASCII_INTERNED || type === TYPE.UNICODE;
}

function sequenceHead(type: number, length: number, flag: number): string {
  if (type === TYPE.SLICE) return String.fromCharCode(type | flag);
  if (type === TYPE.TUPLE && length < 256) return String.fromCharCode(TYPE.SMALL_TUPLE | flag, length);
  return String.fromCharCode(type | flag) + long(length);
}

function long(value: number): string {
  return String.fromCharCode(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24);
}
