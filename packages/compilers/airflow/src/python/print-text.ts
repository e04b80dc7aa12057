/** A text as a Python literal: in double quotes, or in single quotes where that saves escapes. Pure. */
export function printText(text: string): string {
  // What JSON escapes, Python reads back: the two differ in nothing that JSON.stringify writes.
  const escaped = JSON.stringify(text).slice(1, -1);
  if (!text.includes('"') || text.includes("'")) return `"${escaped}"`;
  return `'${escaped.replaceAll('\\"', '"')}'`;
}

/** A long text as literals that Python joins, each at most `width` wide, broken after spaces where there are any. Pure. */
export function splitText(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/[^\s]*\s+|[^\s]+/g) ?? []) {
    for (const piece of piecesOf(word, width)) {
      if (line !== '' && printText(line + piece).length > width) {
        lines.push(line);
        line = '';
      }
      line += piece;
    }
  }
  return [...lines, line].map(printText);
}

function piecesOf(word: string, width: number): readonly string[] {
  if (printText(word).length <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (printText(piece + character).length > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}

/** Text that Airflow's templates and Kubernetes leave as it is when it is the value of a variable. Pure. */
export function variableText(text: string): string {
  return templateText(text.replaceAll('$', '$$$$'));
}

/** Text that Airflow's templates leave as it is. Pure. */
export function templateText(text: string): string {
  if (!/\{[{%#]|\n$/.test(text)) return text;
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `{{ '${escaped}' }}`;
}
