import { meets, parseSpecifiers } from './specifiers.ts';
import { parseVersion } from './version.ts';

/** The values of PEP 508's variables on one target. */
export type MarkerEnvironment = Readonly<Record<string, string>>;

const TOKEN = /\s*(?:(?<string>'[^']*'|"[^"]*")|(?<word>[a-z_.]+)|(?<symbol>\(|\)|===|~=|==|!=|<=|>=|<|>))/iy;

/** Whether a marker holds on a target (PEP 508). Throws a SyntaxError on anything that isn't a marker. Pure. */
export function evaluateMarker(marker: string, environment: MarkerEnvironment): boolean {
  const tokens = tokensOf(marker);
  const reader = { take: () => tokens.shift() ?? '', peek: () => tokens[0] ?? '' };
  const value = evaluateOr(reader, environment);
  if (tokens.length > 0) throw new SyntaxError(`unexpected ${tokens[0]} in the marker ${marker}`);
  return value;
}

interface Reader {
  take(): string;
  peek(): string;
}

function tokensOf(marker: string): string[] {
  const pattern = new RegExp(TOKEN);
  const text = marker.trimEnd();
  const tokens: string[] = [];
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw new SyntaxError(`unreadable at ${at} in the marker ${marker}`);
    tokens.push(match[0].trim());
  }
  return tokens;
}

// Both sides are always read: a side that is skipped would leave its tokens behind.
function evaluateOr(reader: Reader, environment: MarkerEnvironment): boolean {
  let value = evaluateAnd(reader, environment);
  while (reader.peek() === 'or') {
    reader.take();
    const right = evaluateAnd(reader, environment);
    value ||= right;
  }
  return value;
}

function evaluateAnd(reader: Reader, environment: MarkerEnvironment): boolean {
  let value = evaluateComparison(reader, environment);
  while (reader.peek() === 'and') {
    reader.take();
    const right = evaluateComparison(reader, environment);
    value &&= right;
  }
  return value;
}

function evaluateComparison(reader: Reader, environment: MarkerEnvironment): boolean {
  if (reader.peek() === '(') {
    reader.take();
    const value = evaluateOr(reader, environment);
    if (reader.take() !== ')') throw new SyntaxError('a parenthesis of a marker is not closed');
    return value;
  }
  const left = operandOf(reader.take(), environment);
  const operator = operatorOf(reader);
  return compare(left, operator, operandOf(reader.take(), environment));
}

function operatorOf(reader: Reader): string {
  const operator = reader.take();
  return operator === 'not' ? `not ${reader.take()}` : operator;
}

function operandOf(token: string, environment: MarkerEnvironment): string {
  if (/^['"]/.test(token)) return token.slice(1, -1);
  const value = environment[token];
  if (value === undefined) throw new SyntaxError(`${token || 'nothing'} is no variable of a marker`);
  return value;
}

/** Versions are compared as versions where both sides are, everything else as text. */
function compare(left: string, operator: string, right: string): boolean {
  if (operator === 'in') return right.includes(left);
  if (operator === 'not in') return !right.includes(left);
  const specifiers = parseSpecifiers(operator + right);
  if (specifiers !== undefined && specifiers.length > 0 && parseVersion(left) !== undefined) return meets(left, specifiers);
  return compareText(left, operator, right);
}

function compareText(left: string, operator: string, right: string): boolean {
  switch (operator) {
    case '==':
    case '===':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    default:
      throw new SyntaxError(`${operator || 'nothing'} is no operator between ${left} and ${right}`);
  }
}
