import { asOnScreen } from './as-on-screen.ts';
import { createLiveArea, type LiveArea, noLiveArea, type View } from './live-area.ts';
import { createStyle, type Style, wantsColour } from './style.ts';

/** How a command speaks: data to stdout, everything else to stderr. */
export interface Terminal {
  /** Colours for stderr. */
  readonly style: Style;
  /** Colours for stdout. */
  readonly dataStyle: Style;
  /** Whether events and results are printed as JSON lines instead of text. */
  readonly isJson: boolean;
  /** Whether a person watches: the live area works. */
  readonly isLive: boolean;
  /** Whether stacks and causes are wanted. */
  readonly isDebug: boolean;
  /** A line of somebody else's as stderr may show it: unchanged, but on a terminal. */
  line(text: string): string;
  /** The same for stdout. */
  dataLine(text: string): string;
  /** Writes text to stdout, as it is. */
  data(text: string): void;
  /** Writes a value to stdout as one JSON line. */
  json(value: unknown): void;
  /** Writes a line to stderr; not when `--quiet` or `--json`. */
  say(line: string): void;
  /** Writes a line to stderr, whatever was asked for. */
  complain(line: string): void;
  /** Shows lines below everything else, on a terminal only. */
  show(view: View): void;
  /** Takes the live lines away. */
  clear(): void;
}

/** What a terminal needs to know. */
export interface TerminalOptions {
  readonly isJson: boolean;
  readonly isQuiet: boolean;
  readonly isDebug: boolean;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** The streams of a process. */
export interface Streams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** Makes the terminal of a process's streams. */
export function createTerminal({ stdout, stderr }: Streams, options: TerminalOptions): Terminal {
  const { isJson, isQuiet, isDebug, variables } = options;
  const isLive = stderr.isTTY === true && !isJson && !isQuiet && !variables.CI && variables.TERM !== 'dumb';
  const area: LiveArea = isLive ? createLiveArea(stderr) : noLiveArea;
  const data = (text: string) => area.above(() => stdout.write(text));
  const complain = (line: string) => area.above(() => stderr.write(`${line}\n`));
  return {
    style: createStyle(wantsColour(variables, stderr.isTTY === true)),
    dataStyle: createStyle(wantsColour(variables, stdout.isTTY === true)),
    line: stderr.isTTY ? asOnScreen : asItIs,
    dataLine: stdout.isTTY ? asOnScreen : asItIs,
    isJson,
    isLive,
    isDebug,
    data,
    json: (value) => data(`${JSON.stringify(value)}\n`),
    say: (line) => {
      if (!isQuiet && !isJson) complain(line);
    },
    complain,
    show: (view) => area.show(view),
    clear: () => area.clear(),
  };
}

function asItIs(text: string): string {
  return text;
}
