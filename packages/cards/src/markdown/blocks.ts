/** A part of a Markdown text. */
export type MarkdownBlock =
  | { readonly kind: 'paragraph' | 'quote'; readonly lines: readonly string[] }
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'rule' };

const HEADING = /^ {0,3}(#{1,6})\s+(\S.*)$/;
const FENCE = /^ {0,3}(```+|~~~+)\s*([\w+-]*)/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const QUOTE = /^ {0,3}>\s?(.*)$/;
const ITEM = /^ {0,6}(?:([-*+])|\d{1,9}[.)])\s+(.*)$/;
const TABLE_LINE = /^[\s:|-]+$/;

/** Splits a Markdown text into its blocks. Pure; every text is Markdown. */
export function blocksOf(text: string): readonly MarkdownBlock[] {
  const lines = text.split(/\r?\n/);
  const blocks: MarkdownBlock[] = [];
  let at = 0;
  while (at < lines.length) {
    const [block, length] = blockAt(lines, at);
    if (block !== undefined) blocks.push(block);
    at += length;
  }
  return blocks;
}

type Found = readonly [block: MarkdownBlock | undefined, lines: number];

function blockAt(lines: readonly string[], at: number): Found {
  const line = lines[at] ?? '';
  if (line.trim() === '') return [undefined, 1];
  const [, marks, text = ''] = HEADING.exec(line) ?? [];
  if (marks !== undefined) return [{ kind: 'heading', level: marks.length, text: withoutMarks(text) }, 1];
  if (FENCE.test(line)) return code(lines, at);
  if (RULE.test(line)) return [{ kind: 'rule' }, 1];
  if (QUOTE.test(line)) return quote(lines, at);
  if (ITEM.test(line)) return list(lines, at);
  if (line.includes('|') && isTableLine(lines[at + 1] ?? '')) return table(lines, at);
  return paragraph(lines, at);
}

function code(lines: readonly string[], at: number): Found {
  const [, fence = '', language = ''] = FENCE.exec(lines[at] ?? '') ?? [];
  const inside = runOf(lines, at + 1, (line) => !line.trim().startsWith(fence));
  return [{ kind: 'code', language, text: inside.join('\n') }, inside.length + 2];
}

function quote(lines: readonly string[], at: number): Found {
  const quoted = runOf(lines, at, (line) => QUOTE.test(line));
  return [{ kind: 'quote', lines: quoted.map((line) => QUOTE.exec(line)?.[1] ?? '') }, quoted.length];
}

function list(lines: readonly string[], at: number): Found {
  const isOrdered = ITEM.exec(lines[at] ?? '')?.[1] === undefined;
  const own = runOf(lines, at, (line) => (ITEM.test(line) ? (ITEM.exec(line)?.[1] === undefined) === isOrdered : /^\s+\S/.test(line)));
  const items: string[] = [];
  for (const line of own) {
    const text = ITEM.exec(line)?.[2];
    if (text !== undefined) items.push(text);
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return [{ kind: 'list', isOrdered, items }, own.length];
}

function table(lines: readonly string[], at: number): Found {
  const rows = runOf(lines, at + 2, (line) => line.includes('|'));
  return [{ kind: 'table', columns: cellsOf(lines[at] ?? ''), rows: rows.map(cellsOf) }, rows.length + 2];
}

function cellsOf(line: string): readonly string[] {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  return inner.split('|').map((cell) => cell.trim());
}

function paragraph(lines: readonly string[], at: number): Found {
  const rest = runOf(lines, at + 1, (line) => line.trim() !== '' && ![HEADING, FENCE, RULE, QUOTE, ITEM].some((other) => other.test(line)));
  return [{ kind: 'paragraph', lines: [lines[at] ?? '', ...rest].map((line) => line.trim()) }, rest.length + 1];
}

// Loops, where an expression could look at every place from every other: a line can be a megabyte.
function runOf(lines: readonly string[], at: number, belongs: (line: string) => boolean): readonly string[] {
  let end = at;
  while (end < lines.length && belongs(lines[end] ?? '')) end += 1;
  return lines.slice(at, end);
}

function withoutMarks(text: string): string {
  const trimmed = text.trimEnd();
  let end = trimmed.length;
  while (trimmed[end - 1] === '#') end -= 1;
  return end === trimmed.length || /\s/.test(trimmed[end - 1] ?? ' ') ? trimmed.slice(0, end).trimEnd() : trimmed;
}

function isTableLine(line: string): boolean {
  return line.includes('-') && TABLE_LINE.test(line);
}
