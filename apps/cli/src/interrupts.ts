import { cliErrors } from './errors.ts';
import { EXIT } from './exit-codes.ts';
import type { Terminal } from './terminal/terminal.ts';

/** What Ctrl-C does, once and twice. */
export interface Interrupts {
  /** Aborted at the first one: finish what must be finished. */
  readonly signal: AbortSignal;
  /** Aborted at the second one: finish nothing. */
  readonly killSignal: AbortSignal;
}

// How long a second Ctrl-C waits for tasks to be killed and their run's record to be written.
const GRACE = 500;

/** Turns the process's signals into abort signals: the first asks to stop, the second stops. */
export function watchInterrupts(host: NodeJS.Process, terminal: Terminal): Interrupts {
  const first = new AbortController();
  const second = new AbortController();
  const onSignal = () => {
    if (!first.signal.aborted) {
      terminal.say(terminal.style.yellow('Stopping … (Ctrl-C again to stop at once)'));
      first.abort(cliErrors.create('cli.interrupted', {}));
    } else if (!second.signal.aborted) {
      second.abort(cliErrors.create('cli.interrupted', {}));
      setTimeout(() => host.exit(EXIT.interrupted), GRACE).unref();
    } else host.exit(EXIT.interrupted);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) host.on(name, onSignal);
  return { signal: first.signal, killSignal: second.signal };
}
