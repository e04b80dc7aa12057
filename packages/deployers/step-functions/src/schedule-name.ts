import { digestOf, hexOf } from '@frazil/core';

const LONGEST = 64;

/** What the schedule of a state machine is called: as the state machine is, as far as that is short enough. Pure. */
export function scheduleName(machine: string): string {
  return machine.length <= LONGEST ? machine : `${machine.slice(0, LONGEST - 9)}-${hexOf(digestOf(machine)).slice(0, 8)}`;
}
