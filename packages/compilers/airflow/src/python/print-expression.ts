import type { Expression } from './expression.ts';
import { printText, splitText } from './print-text.ts';

const WIDTH = 120;

/** Where an expression is printed: its indentation, and how much of its first line is taken before it and has to follow it. */
interface Room {
  readonly indent: number;
  readonly before: number;
  readonly after: number;
}

/** `name = expression`, over as many lines as it takes, as Python's formatters have it. Pure. */
export function printAssignment(name: string, expression: Expression, indent = 0): string {
  const before = name === '' ? '' : `${name} = `;
  return `${' '.repeat(indent)}${before}${print(expression, { indent, before: indent + before.length, after: 0 })}`;
}

/** An expression that ends with `end` and begins after `start` on its line. Pure. */
export function printBetween(start: string, expression: Expression, end: string): string {
  return `${start}${print(expression, { indent: 0, before: start.length, after: end.length })}${end}`;
}

function print(expression: Expression, room: Room): string {
  const flat = printFlat(expression);
  if (room.before + flat.length + room.after <= WIDTH) return flat;
  switch (expression.kind) {
    case 'source':
      return flat;
    case 'value':
      return typeof expression.value === 'string' ? printSplit(expression.value, flat, room) : flat;
    case 'list':
      return printItems(
        '[',
        expression.items.map((item) => ['', item] as const),
        ']',
        room,
      );
    case 'dictionary':
      return printItems(
        '{',
        expression.members.map(([key, member]) => [keyOf(key), member] as const),
        '}',
        room,
      );
    case 'call':
      return printItems(`${expression.name}(`, argumentsOf(expression), ')', room);
  }
}

type Item = readonly [prefix: string, expression: Expression];

/** All arguments of a call on one line of their own if they fit there; else, and members of lists and dictionaries, each on its own. */
function printItems(open: string, items: readonly Item[], close: string, { indent }: Room): string {
  if (items.length === 0) return `${open}${close}`;
  const inner = indent + 4;
  const margin = ' '.repeat(inner);
  const flat = items.map(([prefix, item]) => prefix + printFlat(item)).join(', ');
  if (close === ')' && inner + flat.length <= WIDTH) return `${open}\n${margin}${flat}\n${' '.repeat(indent)}${close}`;
  const lines = items.map(
    ([prefix, item]) => `${margin}${prefix}${print(item, { indent: inner, before: inner + prefix.length, after: 1 })},`,
  );
  return `${open}\n${lines.join('\n')}\n${' '.repeat(indent)}${close}`;
}

function printSplit(text: string, flat: string, { indent }: Room): string {
  const inner = indent + 4;
  if (inner + flat.length <= WIDTH) return `(\n${' '.repeat(inner)}${flat}\n${' '.repeat(indent)})`;
  const lines = splitText(text, WIDTH - inner).map((line) => `${' '.repeat(inner)}${line}`);
  return `(\n${lines.join('\n')}\n${' '.repeat(indent)})`;
}

function printFlat(expression: Expression): string {
  switch (expression.kind) {
    case 'source':
      return expression.text;
    case 'value':
      return printScalar(expression.value);
    case 'list':
      return `[${expression.items.map(printFlat).join(', ')}]`;
    case 'dictionary':
      return `{${expression.members.map(([key, member]) => `${keyOf(key)}${printFlat(member)}`).join(', ')}}`;
    case 'call':
      return `${expression.name}(${argumentsOf(expression)
        .map(([prefix, item]) => prefix + printFlat(item))
        .join(', ')})`;
  }
}

function argumentsOf({ positional, named }: Extract<Expression, { kind: 'call' }>): readonly Item[] {
  const keywords = Object.entries(named).flatMap(([name, item]) => (item === undefined ? [] : [[`${name}=`, item] as const]));
  return [...positional.map((item) => ['', item] as const), ...keywords];
}

function printScalar(scalar: unknown): string {
  if (typeof scalar === 'string') return printText(scalar);
  if (scalar === null) return 'None';
  if (typeof scalar === 'boolean') return scalar ? 'True' : 'False';
  return String(scalar);
}

/** `**` stands for the members of what follows. */
function keyOf(key: string): string {
  return key === '**' ? key : `${printText(key)}: `;
}
