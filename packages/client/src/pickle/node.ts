/** What a pickle says, as data: calls are noted, and never made. */
export type Node = null | boolean | number | bigint | string | Uint8Array | Sequence | Dictionary | Name | Call;

/** A list, tuple or set. */
export interface Sequence {
  readonly kind: 'list' | 'tuple' | 'set';
  readonly items: Node[];
}

/** A dictionary. */
export interface Dictionary {
  readonly kind: 'dict';
  readonly entries: (readonly [Node, Node])[];
}

/** A class or a function by its module and name. */
export interface Name {
  readonly kind: 'name';
  readonly name: string;
}

/** Something that a class or function would make: its arguments, its state, and what would be put into it. */
export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Node[];
  readonly items: Node[];
  readonly entries: (readonly [Node, Node])[];
  state: Node | undefined;
}

/** Whether a node is a call, of one of some names or of any when none is given. Pure. */
export function isCall(node: Node | undefined, ...names: readonly string[]): node is Call {
  return isCompound(node) && node.kind === 'call' && (names.length === 0 || names.includes(node.name));
}

/** Whether a node has parts. Pure. */
export function isCompound(node: Node | undefined): node is Sequence | Dictionary | Name | Call {
  return typeof node === 'object' && node !== null && !(node instanceof Uint8Array);
}
