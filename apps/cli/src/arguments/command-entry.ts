import type { Invocation } from './invocation.ts';

/** An option of the command line, as data: help, completions and the parser are made of it. */
export interface OptionEntry {
  /** `--max-workers <n>`. */
  readonly flags: string;
  readonly help: string;
  /** How its text is checked; text as it is when absent. */
  readonly value?: 'count' | 'size' | 'date' | 'pair';
  readonly choices?: readonly string[];
  /** Whether it may be given several times; its value is then a list. */
  readonly isRepeatable?: boolean;
  /** Whether help and completions leave it out. */
  readonly isHidden?: boolean;
  /** Whether a parameter of the flow may have its name, and then takes its place: Metaflow has no such option. */
  readonly givesWay?: boolean;
  /** The variable that says it when the command line doesn't. */
  readonly variable?: string;
}

/** A positional argument. */
export interface ArgumentEntry {
  readonly name: string;
  readonly help: string;
  readonly isRequired: boolean;
}

/** Does a command; resolves to the exit code. */
export type Action = (invocation: Invocation) => Promise<number>;

/** A command of the command line. */
export interface CommandEntry {
  /** One word, or several when it belongs to a group: `card view`. */
  readonly name: string;
  readonly summary: string;
  readonly arguments: readonly ArgumentEntry[];
  readonly options: readonly OptionEntry[];
  readonly needsFlow: boolean;
  /** Whether help and completions leave it out: it is for programs. */
  readonly isHidden?: boolean;
  /** Whether it starts the tasks of a run: options that take a value are also read from variables, as METAFLOW_RUN_MAX_WORKERS. */
  readonly startsTasks?: boolean;
  /** Whether the flow's parameters are options of it. */
  readonly takesParameters?: boolean;
  /** Loads what does the command; nothing else is loaded before it is needed. */
  readonly load: () => Promise<Action>;
}
