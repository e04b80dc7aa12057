const ESCAPE = '\x1b';
// What a terminal does with `ESC [ ... letter`, `ESC ] ... BEL` and other sequences, and with control characters but for tab.
const SEQUENCE = new RegExp(
  `${ESCAPE}\\[[0-9;:?<=>]*[ -/]*[@-~]|${ESCAPE}\\][^\\x07${ESCAPE}]*(?:\\x07|${ESCAPE}\\\\)?|${ESCAPE}.?|[\\x00-\\x08\\x0b-\\x1f\\x7f\\x80-\\x9f]`,
  'g',
);
const COLOUR = new RegExp(`^${ESCAPE}\\[[0-9;:]*m$`);
const RESET = `${ESCAPE}[0m`;

/**
 * A line that a task wrote, as it looks on a terminal: what was overwritten after a carriage return is gone, colours stay and end with
 * the line, and nothing moves the cursor, clears the screen or rings. Pure.
 */
export function asOnScreen(line: string): string {
  const last = line.slice(line.lastIndexOf('\r') + 1);
  let isColoured = false;
  const clean = last.replace(SEQUENCE, (sequence) => {
    if (!COLOUR.test(sequence)) return '';
    isColoured = true;
    return sequence;
  });
  return isColoured ? `${clean}${RESET}` : clean;
}
