import type { Store, TaskKey } from '@frazil/core';
import { type LogChoice, readLogOfAttempt } from './read-log.ts';

/** A line of a log, without its end. */
export interface LogLine {
  /** When it was seen, in ISO 8601: to a tenth of a second, and less exact in long logs. */
  readonly time: string;
  readonly line: string;
}

/** The lines that an attempt wrote, with their times; none when it wrote nothing or isn't over. */
export async function readLogLines(store: Store, task: TaskKey, choice: LogChoice): Promise<readonly LogLine[]> {
  const log = await readLogOfAttempt(store, task, choice);
  if (log === undefined) return [];
  const { bytes, attempt } = log;
  const { started, finished, logTimes } = attempt;
  const begun = Date.parse(started);
  const times = (logTimes?.[choice.stream] ?? []).map(([size, after]) => ({ size, time: new Date(begun + after).toISOString() }));
  let at = 0;
  return linesOf(bytes).map(({ line, end }) => {
    while (at < times.length && (times[at]?.size ?? 0) < end) at += 1;
    return { line, time: times[at]?.time ?? finished };
  });
}

const NEWLINE = 10;

function linesOf(bytes: Uint8Array): readonly { readonly line: string; readonly end: number }[] {
  const decoder = new TextDecoder();
  const lines = [];
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(NEWLINE, start);
    const end = found === -1 ? bytes.length : found + 1;
    lines.push({ line: decoder.decode(bytes.subarray(start, end)).replace(/\r?\n$/, ''), end });
    start = end;
  }
  return lines;
}
