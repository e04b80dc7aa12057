import type { FrazilError, SecretSource } from '@frazil/core';
import { runtimeErrors } from '../errors.ts';

/** The ways in which a secret can't be had. */
export type SecretFailure = 'missing' | 'invalid' | 'denied' | 'unreachable';

/** The error of a secret; `reason` says what is wrong without the secret. */
export function secretError(failure: SecretFailure, { provider, id }: SecretSource, reason: string): FrazilError {
  return runtimeErrors.create(`runtime.secret-${failure}`, { provider, id, reason });
}
