import { type Leaf, type MarshalNode, type Sequence, TYPE } from './marshal-node.ts';

/** Makes the nodes of one file: equal values are one node. */
export class NodeTable {
  readonly #nodes = new Map<string, Leaf | Sequence>();
  readonly #ids = new Map<MarshalNode, number>();

  leaf(content: string): Leaf {
    const known = this.#nodes.get(content);
    if (known?.kind === 'leaf') return known;
    const leaf: Leaf = { kind: 'leaf', content };
    this.#nodes.set(content, leaf);
    return leaf;
  }

  /** A sequence; the type byte of its key is none of a leaf's, so the two never meet. */
  sequence(type: number, items: readonly MarshalNode[]): Sequence {
    const key = `${String.fromCharCode(type)}${items.map((item) => this.#id(item)).join()}`;
    const known = this.#nodes.get(key);
    if (known?.kind === 'sequence') return known;
    const sequence: Sequence = { kind: 'sequence', type, items };
    this.#nodes.set(key, sequence);
    return sequence;
  }

  #id(node: MarshalNode): number {
    const known = this.#ids.get(node);
    if (known !== undefined) return known;
    this.#ids.set(node, this.#ids.size);
    return this.#ids.size - 1;
  }
}

/** Orders by value alone, as a frozenset's items must be: their order in memory differs from process to process. */
export function byContent(a: MarshalNode, b: MarshalNode): number {
  const [first, second] = [contentOf(a), contentOf(b)];
  return first < second ? -1 : Number(first > second);
}

function contentOf(node: MarshalNode): string {
  if (node.kind === 'leaf') return node.content;
  if (node.kind === 'code') throw new RangeError('a code object in a frozenset');
  const items = node.items.map((item) => contentOf(item));
  return `${String.fromCharCode(node.type)}${items.map((item) => `${item.length}:${item}`).join('')}`;
}

/** The content of a string by value. Pure. */
export function textContent(body: Buffer): string {
  const text = body.toString('latin1');
  if (!ASCII.test(text)) return head(TYPE.UNICODE, body.length) + text;
  // Which strings are flagged as interned depends on the process that compiled; Python's own rule for constants doesn't.
  const isName = NAME.test(text);
  if (body.length > 255) return head(isName ? TYPE.ASCII_INTERNED : TYPE.ASCII, body.length) + text;
  return String.fromCharCode(isName ? TYPE.SHORT_ASCII_INTERNED : TYPE.SHORT_ASCII, body.length) + text;
}

const ASCII = /^[\0-\x7f]*$/;
const NAME = /^\w*$/;

function head(type: number, length: number): string {
  return String.fromCharCode(type, length & 255, (length >>> 8) & 255, (length >>> 16) & 255, length >>> 24);
}
