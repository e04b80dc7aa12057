import type { Json } from '@frazil/core';

/** A piece of Python: a value, source text as it is, a list, a dictionary, or a call. */
export type Expression =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'source'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'dictionary'; readonly members: readonly (readonly [key: string, value: Expression])[] }
  | { readonly kind: 'call'; readonly name: string; readonly positional: readonly Expression[]; readonly named: Members };

/** Names to expressions; those that are undefined are left out. */
export type Members = Readonly<Record<string, Expression | undefined>>;

/** A text, number, list ... as Python has it. */
export function value(given: Json): Expression {
  if (Array.isArray(given)) return list(given.map((item: Json) => value(item)));
  if (typeof given === 'object' && given !== null)
    return dictionary(Object.entries(given).flatMap(([key, member]) => (member === undefined ? [] : [[key, value(member)] as const])));
  return { kind: 'value', value: given };
}

/** Python that is already written, such as the name of a variable. */
export function source(text: string): Expression {
  return { kind: 'source', text };
}

export function list(items: readonly Expression[]): Expression {
  return { kind: 'list', items };
}

export function dictionary(members: readonly (readonly [key: string, value: Expression])[]): Expression {
  return { kind: 'dictionary', members };
}

export function call(name: string, positional: readonly Expression[], named: Members = {}): Expression {
  return { kind: 'call', name, positional, named };
}
