import type { RetryPolicy } from '@frazil/core';
import type { Fields } from './manifest.ts';

/** The worker's exit codes that another attempt would only repeat: wrong usage, and what is broken for good. */
const FINAL_EXIT_CODES = [2, 70];

/** How Argo tries a task again: by the worker's exit code, and when its pod is lost. Undefined for a single attempt. Pure. */
export function retryStrategyOf({ times, minutesBetweenRetries }: RetryPolicy): Fields | undefined {
  if (times === 0) return undefined;
  const seconds = Math.ceil(minutesBetweenRetries * 60);
  return {
    limit: String(times),
    retryPolicy: 'Always',
    expression: `asInt(lastRetry.exitCode) not in [${FINAL_EXIT_CODES.join(', ')}]`,
    backoff: seconds === 0 ? undefined : { duration: String(seconds) },
  };
}
