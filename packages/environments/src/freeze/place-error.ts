import { isFrazilError, type Location, withLocation } from '@frazil/core';
import type { RequestGroup } from './group-requests.ts';

/** Where requests are written. */
export interface RequestPlaces {
  /** By step, in order of the flow. */
  readonly requests: ReadonlyMap<string, unknown>;
  /** The place of what a step asks for, or of what it asks of one package. */
  readonly placeOf?: ((step: string, packageName?: string) => Location | undefined) | undefined;
}

/** Adds to an error that is about what steps ask for the place where it is written, of the first of them. Pure. */
export function placeError(error: unknown, { steps }: RequestGroup, { requests, placeOf }: RequestPlaces): unknown {
  if (!isFrazilError(error) || error.concerns !== 'request' || error.location !== undefined) return error;
  const first = [...requests.keys()].find((step) => steps.includes(step));
  const { package: name } = error.details;
  const location = first === undefined ? undefined : placeOf?.(first, typeof name === 'string' ? name : undefined);
  return location === undefined ? error : withLocation(error, location);
}
