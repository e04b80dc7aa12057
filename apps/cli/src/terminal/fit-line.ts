import { stripVTControlCharacters } from 'node:util';

// A colour is `ESC [ numbers m`.
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'y');
const RESET = '\x1b[0m';

/** Cuts a line with colours to a width in columns, so that a terminal never wraps it. Pure. */
export function fitLine(line: string, width: number): string {
  if (stripVTControlCharacters(line).length <= width) return line;
  let shown = 0;
  let at = 0;
  while (shown < width - 1) {
    COLOUR.lastIndex = at;
    const colour = COLOUR.exec(line)?.[0];
    at += colour?.length ?? 1;
    if (colour === undefined) shown += 1;
  }
  return `${line.slice(0, at)}…${RESET}`;
}
