import { setTimeout as delay } from 'node:timers/promises';
import { type Deed, type Failure, failureOf } from './failure.ts';

/** How an operation is tried. */
export interface RetryOptions {
  /** In all. */
  readonly attempts: number;
  readonly deed: Deed;
  /** No attempt follows once it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Hears of each failure that is followed by another attempt. */
  onFailure(failure: Failure): void;
}

/** Runs an operation until it succeeds or fails for good, with growing waits of random length between attempts. */
export async function retry<Result>(operation: (attempt: number) => Promise<Result>, options: RetryOptions): Promise<Result> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await operation(attempt);
    } catch (error) {
      const failure = failureOf(error, options.deed);
      if (attempt + 1 >= attemptsFor(failure, options.attempts)) throw failure.error;
      options.onFailure(failure);
      const { signal } = options;
      await delay(waitBefore(attempt + 1, failure.isThrottled, Math.random()), undefined, signal && { signal });
    }
  }
}

function attemptsFor({ again }: Failure, attempts: number): number {
  if (again === 'never') return 1;
  return again === 'once' ? Math.min(2, attempts) : attempts;
}

const FIRST = 100;
const FIRST_THROTTLED = 500;
const LONGEST = 20_000;

/** Milliseconds before an attempt, the first of them being 1: `luck` (0 to 1) of a wait that doubles. Pure. */
export function waitBefore(attempt: number, isThrottled: boolean, luck: number): number {
  return luck * Math.min(LONGEST, (isThrottled ? FIRST_THROTTLED : FIRST) * 2 ** (attempt - 1));
}
