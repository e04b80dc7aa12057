// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const SEQUENCES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])/g;

/**
 * What a terminal would show in the end: a carriage return starts its line again, as progress bars do, and of all escape
 * sequences only those for colours are left. Pure.
 */
export function plainLines(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(SEQUENCES, (sequence) => (isColour(sequence) ? sequence : ''))
    .split('\n')
    .map(lastShown)
    .join('\n');
}

function lastShown(line: string): string {
  let end = line.length;
  while (line[end - 1] === '\r') end -= 1;
  return line.slice(end === 0 ? 0 : line.lastIndexOf('\r', end - 1) + 1, end);
}

function isColour(sequence: string): boolean {
  return sequence.startsWith('\x1b[') && sequence.endsWith('m');
}
