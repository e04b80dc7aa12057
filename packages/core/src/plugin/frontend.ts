import type { Flow } from '../flow/flow.ts';
import type { Context } from './reporter.ts';

/** Reads flows from files of one kind. */
export interface Frontend {
  readonly name: string;
  /** File name extensions, with the dot. */
  readonly extensions: readonly string[];
  /** Reads the flow of a file; nothing of its packages needs to be installed. */
  read(path: string, context: Context): Promise<Flow>;
}
