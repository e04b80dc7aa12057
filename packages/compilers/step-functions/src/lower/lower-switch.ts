import type { SwitchNode, TaskNode } from '@frazil/core';
import { stateName } from '../names.ts';
import { goingOn, type Lowered, type Next, type State, type States } from './asl.ts';
import type { LowerBlock } from './block-input.ts';
import type { Lowering } from './lowering.ts';
import type { Place } from './place.ts';
import { DOCUMENT, readDocument } from './read-document.ts';

interface SwitchInput {
  readonly node: SwitchNode;
  /** The step that chooses. */
  readonly before: TaskNode;
  readonly place: Place;
  readonly next: Next;
}

/** A switch as a Choice by what its step wrote; every case goes on with what follows the switch. */
export function lowerSwitch(lowering: Lowering, { node, before, place, next }: SwitchInput, lowerBlock: LowerBlock): Lowered {
  const [read, choice] = [stateName(before.id, 'case'), stateName(before.id, 'switch')];
  const [over, other] = [stateName(before.id, 'over'), stateName(before.id, 'other')];
  const cases = node.cases.map(({ target, block }) => ({
    target,
    lowered: block.length === 0 ? undefined : lowerBlock(lowering, block, { place, next }),
  }));
  const isOverNeeded = next === undefined && cases.some(({ lowered }) => lowered === undefined);
  const choices = cases.map(({ target, lowered }) => ({
    Variable: `${DOCUMENT}.case`,
    StringEquals: target,
    Next: lowered?.first ?? next ?? over,
  }));
  const states: States = [
    [read, readDocument(lowering, before.id, place.path, choice)],
    [choice, { Type: 'Choice', Choices: choices, Default: other }],
    ...cases.flatMap(({ lowered }) => lowered?.states ?? []),
    ...(isOverNeeded ? [[over, { Type: 'Pass', ...goingOn(undefined) }] as const] : []),
    [other, unknownCase(before)],
  ];
  return { first: read, states };
}

function unknownCase({ id }: TaskNode): State {
  return { Type: 'Fail', Error: 'Frazil.UnknownCase', Cause: `${id} chose none of its cases.` };
}
