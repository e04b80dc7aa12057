import type { Log } from '../output/log.ts';
import type { Variables } from '../settings/settings.ts';

/** What a command gets from outside. */
export interface CommandContext {
  readonly variables: Variables;
  readonly log: Log;
  /** Passes on a line that a step wrote. */
  readonly writeLine: (stream: 'stdout' | 'stderr', line: string) => void;
  /** Aborted by SIGTERM and SIGINT. */
  readonly signal: AbortSignal;
}

/** One command of the worker: gives its exit code, or throws. */
export type Command = (context: CommandContext) => Promise<number>;
