import { isFrazilError } from '@frazil/core';

/** What the worker says of itself, to stderr, where a step's own lines go as well. */
export interface Log {
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  /** What a task failed of; fields `code` and `hint` say what to do. */
  fail(message: string, fields?: Fields): void;
  /** A failure with what to do; the stack only of what nobody expected. */
  error(error: unknown): void;
}

type Fields = Readonly<Record<string, string | number>>;

/**
 * How a log is written: an object in JSON each line, for machines, or lines for people. `tagged` is JSON for the lines of a step as well, so
 * that whoever reads both streams as one can tell what is whose.
 */
export type LogFormat = 'json' | 'text' | 'tagged';

/** The format that `FRAZIL_LOG` says; JSON, but for a terminal. Pure. */
export function logFormat(variables: Readonly<Record<string, string | undefined>>, isTerminal: boolean): LogFormat {
  const { FRAZIL_LOG: said } = variables;
  if (said === 'json' || said === 'text' || said === 'tagged') return said;
  return isTerminal ? 'text' : 'json';
}

/** Makes a log. */
export function createLog(format: LogFormat, write: (line: string) => void): Log {
  const say = format === 'text' ? textLine : jsonLine;
  const told =
    (level: Level) =>
    (message: string, fields: Fields = {}) =>
      write(`${say(level, message, fields)}\n`);
  return {
    info: told('info'),
    warn: told('warning'),
    fail: told('error'),
    error: (error) => {
      if (isFrazilError(error)) told('error')(error.message, { code: error.code, hint: error.hint });
      else told('error')(error instanceof Error ? (error.stack ?? error.message) : String(error));
    },
  };
}

/** A line of a step as it is passed on. Pure. */
export function lineOfStep(format: LogFormat, stream: 'stdout' | 'stderr', line: string): string {
  return format === 'tagged' ? JSON.stringify({ stream, line }) : line;
}

type Level = 'info' | 'warning' | 'error';

function jsonLine(level: Level, message: string, fields: Fields): string {
  return JSON.stringify({ time: new Date().toISOString(), level, source: 'frazil-worker', message, ...fields });
}

function textLine(level: Level, message: string, { hint, code: _, ...fields }: Fields): string {
  const mark = level === 'info' ? '' : `${level}: `;
  const details = Object.entries(fields).map(([name, value]) => ` ${name}=${value}`);
  const advice = hint === undefined ? '' : `\n[frazil]   hint: ${hint}`;
  return `[frazil] ${mark}${message}${details.join('')}${advice}`;
}
