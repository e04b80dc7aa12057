/**
 * A marshalled object by value. Equal immutable objects of one file are the same node, so that sharing follows from
 * values and not from what happened to be shared in the process that compiled.
 */
export type MarshalNode = Leaf | Sequence | CodeObject;

/** A constant without parts. */
export interface Leaf {
  readonly kind: 'leaf';
  /** Type byte and body, one character a byte. */
  readonly content: string;
}

/** A tuple, frozenset or slice; a frozenset's items are in order of content. */
export interface Sequence {
  readonly kind: 'sequence';
  readonly type: number;
  readonly items: readonly MarshalNode[];
}

/** A code object: numbers, objects, the first line's number, objects. */
export interface CodeObject {
  readonly kind: 'code';
  readonly numbers: string;
  readonly objects: readonly MarshalNode[];
  readonly line: string;
  readonly objectsAfterLine: readonly MarshalNode[];
}

/** Marshal's type bytes, of version 3 of the format and later. */
export const TYPE = {
  NONE: 0x4e,
  FALSE: 0x46,
  TRUE: 0x54,
  STOP_ITERATION: 0x53,
  ELLIPSIS: 0x2e,
  INT: 0x69,
  LONG: 0x6c,
  FLOAT: 0x67,
  COMPLEX: 0x79,
  BYTES: 0x73,
  INTERNED: 0x74,
  UNICODE: 0x75,
  ASCII: 0x61,
  ASCII_INTERNED: 0x41,
  SHORT_ASCII: 0x7a,
  SHORT_ASCII_INTERNED: 0x5a,
  TUPLE: 0x28,
  SMALL_TUPLE: 0x29,
  FROZENSET: 0x3e,
  SLICE: 0x3a,
  CODE: 0x63,
  REFERENCE: 0x72,
} as const;

/** Set in a type byte when later references may point to the object. */
export const REFERABLE = 0x80;
