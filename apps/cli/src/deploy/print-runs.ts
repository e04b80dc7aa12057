import type { Terminal } from '../terminal/terminal.ts';

/** A run as an engine tells of it. */
export interface ListedRun {
  readonly run: string;
  readonly status: string;
  readonly started: string | undefined;
  readonly finished: string | undefined;
  readonly message: string | undefined;
}

/** Prints runs, a line or a JSON object each. */
export function printRun(run: ListedRun, terminal: Terminal): void {
  if (terminal.isJson) {
    terminal.json(run);
    return;
  }
  const { dim } = terminal.dataStyle;
  const times = [run.started ?? '', ...(run.finished === undefined ? [] : [`to ${run.finished}`])].join(' ').trim();
  terminal.data(`${run.run} ${run.status}${times === '' ? '' : dim(` ${times}`)}${run.message === undefined ? '' : ` ${run.message}`}\n`);
}
