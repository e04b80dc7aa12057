import { type FrazilError, isFrazilError, type Problem } from '@frazil/core';
import { runtimeErrors } from '../errors.ts';
import type { AttemptEnd } from '../records/attempt-record.ts';

/** A failure as one that can be told; what a store throws of its own is wrapped. */
export function knownError(error: unknown, doing: string): FrazilError {
  if (isFrazilError(error)) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return runtimeErrors.create('runtime.store-failed', { doing, reason }, { cause: error });
}

/** A failure as a problem of the run. */
export function knownProblem(error: unknown, doing: string): Problem {
  const { code, message, hint, location } = knownError(error, doing);
  return { code, message, hint, ...(location && { location }) };
}

/** The end of an attempt that something else than its step broke. */
export function brokenEnd({ code, message, hint }: FrazilError): AttemptEnd {
  return { kind: 'broken', code, message, hint };
}
