import { createStyle } from '../terminal/style.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** A terminal that remembers what it was given. */
export interface Recorder extends Terminal {
  readonly stdout: string[];
  readonly stderr: string[];
}

/** Makes a recorder without colours. */
export function createRecorder(options: { readonly isJson?: boolean; readonly isDebug?: boolean } = {}): Recorder {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const style = createStyle(false);
  return {
    stdout,
    stderr,
    style,
    dataStyle: style,
    line: (text) => text,
    dataLine: (text) => text,
    isJson: options.isJson ?? false,
    isLive: false,
    isDebug: options.isDebug ?? false,
    data: (text) => stdout.push(text),
    json: (value) => stdout.push(`${JSON.stringify(value)}\n`),
    say: (line) => stderr.push(line),
    complain: (line) => stderr.push(line),
    show: () => {},
    clear: () => {},
  };
}
