import type { Json } from '@frazil/core';

/** One state of the Amazon States Language, as it is printed. */
export type State = Readonly<Record<string, Json | undefined>>;

/** States with their names, in the order they are printed. */
export type States = readonly (readonly [name: string, state: State])[];

/** What a state goes on to: the name of a state, or nothing at the end of a branch, an item or the flow. */
export type Next = string | undefined;

/** A part of a flow as states, and the one that it begins with. */
export interface Lowered {
  readonly first: string;
  readonly states: States;
}

/** States as a document has them. */
export function machineOf({ first, states }: Lowered): State {
  return { StartAt: first, States: Object.fromEntries(states) };
}

/**
 * What a state does when it is over. Results are dropped, since tasks find everything in the store; what ends a branch or an
 * item drops its input too, so that what many items give together stays far below the limit of 256 KiB.
 */
export function goingOn(next: Next): State {
  return next === undefined ? { OutputPath: null, End: true } : { ResultPath: null, Next: next };
}
