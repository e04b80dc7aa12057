import type { Command } from '../commands/command.ts';
import { exitCodeOfError } from '../exit-codes.ts';
import { createLog, logFormat } from '../output/log.ts';
import type { Variables } from '../settings/settings.ts';

/** What a command did. */
export interface CommandResult {
  readonly code: number;
  /** What the worker said of itself. */
  readonly log: string;
  /** What the step wrote. */
  readonly lines: readonly string[];
}

/** Runs a command in this process, as `main` does. */
export async function runCommand(
  command: Command,
  variables: Variables,
  signal: AbortSignal = new AbortController().signal,
): Promise<CommandResult> {
  let said = '';
  const lines: string[] = [];
  const log = createLog(logFormat(variables, true), (line) => {
    said += line;
  });
  const code = await command({ variables, log, signal, writeLine: (_, line) => lines.push(line) }).catch((error: unknown) => {
    log.error(error);
    return exitCodeOfError(error);
  });
  return { code, log: said, lines };
}
