import { isFrazilError } from '@frazil/core';

/** The exit codes of the worker, for the retry rules of engines. */
export const EXIT = {
  done: 0,
  /** The step failed: trying again may help. */
  failed: 1,
  /** The command line or the variables are wrong. */
  usage: 2,
  /** What is deployed can't run: trying again doesn't help. */
  broken: 70,
  /** The volume is full, or can't be written to. */
  disk: 74,
  /** The store can't be reached, or is too busy: trying again helps. */
  unreachable: 75,
  /** The store lets us not in, or not do what is needed. */
  denied: 77,
  /** Ended by SIGTERM. */
  terminated: 143,
} as const;

const BY_CODE: Readonly<Record<string, number>> = {
  'worker.usage': EXIT.usage,
  'worker.setting-missing': EXIT.usage,
  'worker.setting-invalid': EXIT.usage,
  'disk.full': EXIT.disk,
  'disk.read-only': EXIT.disk,
  'disk.failed': EXIT.disk,
  's3.unreachable': EXIT.unreachable,
  's3.busy': EXIT.unreachable,
  's3.damaged': EXIT.unreachable,
  'layers.unreadable': EXIT.unreachable,
  'runtime.store-failed': EXIT.unreachable,
  'runtime.gang-alone': EXIT.unreachable,
  'runtime.secret-unreachable': EXIT.unreachable,
  'runtime.secret-denied': EXIT.denied,
  's3.credentials-missing': EXIT.denied,
  's3.credentials-expired': EXIT.denied,
  's3.denied': EXIT.denied,
  's3.bucket-missing': EXIT.denied,
};

/** The exit code of a failure by its code. Pure. */
export function exitCodeOf(code: string): number {
  return BY_CODE[code] ?? EXIT.broken;
}

/** The exit code of whatever was thrown; what wraps a failure of the store counts as that. Pure. */
export function exitCodeOfError(error: unknown): number {
  if (!isFrazilError(error)) return EXIT.broken;
  const code = exitCodeOf(error.code);
  return code !== EXIT.unreachable || !isFrazilError(error.cause) ? code : exitCodeOfError(error.cause);
}
