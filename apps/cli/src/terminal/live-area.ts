import { fitLine } from './fit-line.ts';

/** What is painted, in at most so many lines. */
export type View = (most: number) => readonly string[];

/** The part of a terminal that is painted again and again, below everything that was printed. */
export interface LiveArea {
  /** Asks for a new painting soon; `view` gives its lines when the time comes, as many as are told at most. */
  show(view: View): void;
  /** Takes the area away, does some printing, and lets the area come back below it. */
  above(print: () => void): void;
  /** Takes the area away for good, until the next `show`. */
  clear(): void;
}

/** What a live area paints on. */
export interface LiveStream {
  write(text: string): unknown;
  readonly columns?: number;
  readonly rows?: number;
}

const INTERVAL = 90;

/** A live area at the end of a terminal. It repaints itself while it is shown, so that times go on. */
export function createLiveArea(stream: LiveStream): LiveArea {
  let view: View | undefined;
  let height = 0;
  let timer: NodeJS.Timeout | undefined;

  const erase = () => {
    if (height > 0) stream.write(`${up(height)}\x1b[0J`);
    height = 0;
  };
  const paint = () => {
    if (view === undefined) return;
    const most = Math.max(1, (stream.rows || 24) - 2);
    const lines = view(most).slice(0, most);
    const text = lines.map((line) => `${fitLine(line, stream.columns || 80)}\x1b[0K\n`).join('');
    stream.write(`${up(height)}${text}\x1b[0J`);
    height = lines.length;
  };
  return {
    show(next) {
      view = next;
      timer ??= setInterval(paint, INTERVAL).unref();
    },
    above(print) {
      erase();
      print();
    },
    clear() {
      erase();
      view = undefined;
      clearInterval(timer);
      timer = undefined;
    },
  };
}

/** Goes back to the first line's begin: the cursor may stand behind a `^C` that the terminal wrote. */
function up(height: number): string {
  return height > 0 ? `\r\x1b[${height}A` : '';
}

/** An area for streams that aren't terminals: nothing is ever painted. */
export const noLiveArea: LiveArea = { show: () => {}, above: (print) => print(), clear: () => {} };
