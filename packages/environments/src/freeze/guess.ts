import type { Context, Event } from '@frazil/core';

/** Work begun before it is known to be wanted. Disposing ends it and waits until it has ended. */
export interface Guess<Result> extends AsyncDisposable {
  /** What came of it, its failure included; only now are its notes reported. */
  result(): Promise<Result>;
}

/** Begins work that may turn out not to be wanted. */
export function guess<Result>(work: (own: Context) => Promise<Result>, { reporter, signal }: Context): Guess<Result> {
  const abort = new AbortController();
  const notes: Event[] = [];
  const report = (event: Event): void => {
    if (event.kind === 'note') notes.push(event);
    else reporter.report(event);
  };
  const done = work({ reporter: { report }, signal: AbortSignal.any([signal, abort.signal]) });
  done.catch(() => undefined); // Whoever wants the result hears of it.
  return {
    result: async () => {
      await Promise.allSettled([done]);
      for (const note of notes) reporter.report(note);
      return done;
    },
    [Symbol.asyncDispose]: async () => {
      abort.abort();
      await Promise.allSettled([done]);
    },
  };
}
