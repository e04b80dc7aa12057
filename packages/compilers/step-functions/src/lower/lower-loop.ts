import type { LoopNode } from '@frazil/core';
import { stateName } from '../names.ts';
import type { Lowered, Next, State } from './asl.ts';
import type { LowerBlock } from './block-input.ts';
import type { Lowering } from './lowering.ts';
import { formatted, type Path, type Place } from './place.ts';

interface LoopInput {
  readonly node: LoopNode;
  readonly place: Place;
  readonly next: Next;
}

/**
 * A loop as its body, after one of two Pass states that say which repetition it is: `enter` comes before the first, `again`
 * before each other. The path of the repetitions has a member of its own, so that what follows the loop has the path from before.
 */
export function lowerLoop(lowering: Lowering, { node, place, next }: LoopInput, lowerBlock: LowerBlock): Lowered {
  const [head] = node.body;
  const id = head?.kind === 'task' ? head.id : node.head;
  const [enter, again] = [stateName(id, 'enter'), stateName(id, 'again')];
  const member = `$.l${place.loops + 1}`;
  const inner: Place = {
    ...place,
    path: { reference: `${member}.p` },
    loops: place.loops + 1,
    again: new Map([...place.again, [node.head, again]]),
  };
  const body = lowerBlock(lowering, node.body, { place: inner, next });
  const count = `States.MathAdd(${member}.n,1)`;
  const pass = (parameters: State): State => ({ Type: 'Pass', Parameters: parameters, ResultPath: member, Next: body.first });
  return {
    first: enter,
    states: [
      [enter, pass({ n: 0, ...firstPath(place.path) })],
      [again, pass({ 'n.$': count, 'p.$': nextPath(place.path, count) })],
      ...body.states,
    ],
  };
}

function firstPath(path: Path): State {
  return 'text' in path ? { p: 'r0' } : { 'p.$': formatted('{}-r0', path.reference) };
}

function nextPath(path: Path, count: string): string {
  return 'text' in path ? formatted('r{}', count) : formatted('{}-r{}', path.reference, count);
}
