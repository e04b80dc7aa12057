import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { setImmediate as yieldToOthers } from 'node:timers/promises';

/** Follows a file that another process appends to. */
export interface LogFollower {
  /** Reads what is new, up to some megabytes; false when it reached the end. */
  poll(): boolean;
  /** Reads all that is left, the last line even without its end, and closes the file. */
  finish(): Promise<FollowedLog>;
}

/** What there was to follow. */
export interface FollowedLog {
  /** Its size in bytes. */
  readonly size: number;
  /** When it was seen to be so long: pairs of a size and a time in milliseconds; few, whatever its length. */
  readonly times: readonly (readonly [number, number])[];
}

const buffer = Buffer.allocUnsafe(256 * 1024);
const READS_PER_POLL = 16;
// Longer lines come in pieces of this many characters: a log without line ends must not fill the memory.
const LONGEST_LINE = 64 * 1024;

/** Starts to follow a file, a line at a time, without the line's end. Bytes that aren't UTF-8 become U+FFFD. */
export function followLog(path: string, onLine: (line: string) => void): LogFollower {
  const file = openSync(path, 'r');
  const decoder = new StringDecoder('utf8');
  const times = createTimes();
  let position = 0;
  let rest = '';

  const take = (text: string): void => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) emit(line);
    for (; rest.length > LONGEST_LINE; rest = rest.slice(LONGEST_LINE)) onLine(rest.slice(0, LONGEST_LINE));
  };
  const emit = (line: string): void => {
    let start = 0;
    for (; line.length - start > LONGEST_LINE; start += LONGEST_LINE) onLine(line.slice(start, start + LONGEST_LINE));
    onLine(line.slice(start, line.endsWith('\r') ? -1 : undefined));
  };
  const readOn = (): boolean => {
    for (let reads = 0; reads < READS_PER_POLL; reads += 1) {
      const count = readSync(file, buffer, 0, buffer.length, position);
      position += count;
      take(decoder.write(buffer.subarray(0, count)));
      if (count < buffer.length) return false;
    }
    return true;
  };
  const poll = (): boolean => {
    const before = position;
    const hasMore = readOn();
    if (position > before) times.add(position);
    return hasMore;
  };
  return {
    poll,
    finish: async () => {
      try {
        while (poll()) await yieldToOthers();
        rest += decoder.end();
        if (rest !== '') emit(rest);
        return { size: position, times: times.all() };
      } finally {
        closeSync(file);
      }
    },
  };
}

const MOST_TIMES = 512;

function createTimes() {
  let times: (readonly [number, number])[] = [];
  return {
    add: (size: number): void => {
      // Of a long log every second time is forgotten, again and again: what is left goes on telling when, less exactly.
      if (times.length === MOST_TIMES) times = times.filter((_, index) => index % 2 === 1);
      times.push([size, Date.now()]);
    },
    all: () => times,
  };
}
