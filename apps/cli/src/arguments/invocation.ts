import type { Flow } from '@frazil/core';
import type { FlowReader } from '@frazil/python-sdk';
import type { HostPython } from '../compose/host-python.ts';
import type { Settings } from '../settings/settings.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** Everything that a command gets. */
export interface Invocation {
  /** The flow file as it was typed. Empty for commands that need none. */
  readonly flowFile: string;
  /** The flow, when it was read already because its parameters are options. */
  readonly flow: Flow | undefined;
  /** A Python that was started to read the flow, if one was. */
  readonly reader?: FlowReader | undefined;
  readonly hostPython: HostPython;
  readonly arguments: readonly string[];
  /** The command's own options, by camel-cased name; absent when they weren't given. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The values of parameters, by name, as text. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly settings: Settings;
  readonly terminal: Terminal;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Aborted when the user interrupts a second time. */
  readonly killSignal: AbortSignal;
}
