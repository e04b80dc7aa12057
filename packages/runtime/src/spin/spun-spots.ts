import type { PathSegment, Plan } from '@frazil/core';
import { runtimeErrors } from '../errors.ts';
import { pathOfTask } from '../remote/task-path.ts';
import { aroundsOf, findTask, nodeAt, type TaskSpot } from '../remote/task-spot.ts';
import { stepsOf } from '../scheduler/graph.ts';

/** Where a task may be in a plan. */
export interface SpunSpot {
  readonly spot: TaskSpot;
  readonly path: readonly PathSegment[];
}

/**
 * Finds where a task of a step may be in a plan: in one place, unless several cases of a switch have the step. Throws when the flow has
 * no such task any more, and for a task of a gang. Pure.
 */
export function spunSpots(plan: Plan, step: string, task: string): readonly SpunSpot[] {
  const places = stepsOf(plan.block).filter((node) => node.step.name === step);
  const spots = places.flatMap(({ id }) => findTask(plan, id) ?? []);
  if (spots.length === 0) throw runtimeErrors.create('runtime.step-missing', { flow: plan.flow, step });
  const member = spots.find(isInGang)?.task.step;
  if (member !== undefined) {
    const location = { file: member.file, line: member.line };
    throw runtimeErrors.create('runtime.spin-of-gang', { step }, { location });
  }
  return spots.map((spot) => ({ spot, path: pathOfTask(spot, task) }));
}

function isInGang({ spot, task }: TaskSpot): boolean {
  const around = aroundsOf(spot).at(-1);
  return task.step.decorators.some(({ name }) => name === 'parallel') || (around !== undefined && nodeAt(around.spot)?.kind === 'gang');
}
