import type { GangNode } from '@frazil/core';
import { isInOrigin } from './clone-task.ts';
import type { Gate } from './gate.ts';
import { inside, type Place } from './place.ts';
import type { RunState } from './run-state.ts';

/** What the members of a gang run with. */
export interface GangState {
  readonly state: RunState;
  /** Ends the members that still run: one of them failed, and they may wait for it for ever. */
  readonly breakUp: () => void;
}

const OPEN: Gate = { acquire: async () => ({ release: () => undefined }) };

/** The state for the members of a gang: they run all at once, however few tasks the run may run, and end together. */
export function gangState(state: RunState): GangState {
  const broken = new AbortController();
  const signal = AbortSignal.any([state.tools.signal, broken.signal]);
  return { state: { ...state, gate: OPEN, tools: { ...state.tools, signal } }, breakUp: () => broken.abort() };
}

/** The places of a gang's members. They are copied of the resumed run all together, or not at all. */
export async function gangPlaces(state: RunState, { body }: GangNode, place: Place): Promise<readonly Place[]> {
  const [split] = place.inputs;
  if (split?.transition.kind !== 'gang') throw new TypeError('a gang comes after the step that says how many it is of');
  const { count } = split.transition;
  const places = Array.from({ length: count }, (_, index) => inside(place, { step: split.step, index, count, items: undefined }));
  const [member] = body;
  if (!place.isAfterClones || member?.kind !== 'task') return places;
  for (const each of places) {
    if (!(await isInOrigin(state, member, each))) return places.map((other) => ({ ...other, isAfterClones: false }));
  }
  return places;
}
