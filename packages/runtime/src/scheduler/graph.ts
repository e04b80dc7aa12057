import { type Block, type Plan, type PlanNode, type TaskNode, targetsOf } from '@frazil/core';
import type { RunRecord } from '../records/run-record.ts';

/** All tasks of a plan, in order; a step that has several places is there several times. Pure. */
export function stepsOf(block: Block): readonly TaskNode[] {
  return block.flatMap(stepsOfNode);
}

/** Each step of a plan with the steps that it goes to, as a run's record keeps them. Pure. */
export function graphOf(plan: Plan): RunRecord['graph'] {
  return Object.fromEntries(stepsOf(plan.block).map(({ step }) => [step.name, [...targetsOf(step)]]));
}

function stepsOfNode(node: PlanNode): readonly TaskNode[] {
  switch (node.kind) {
    case 'task':
      return [node];
    case 'parallel':
      return [...node.branches.flatMap(stepsOf), node.join];
    case 'foreach':
    case 'gang':
      return [...stepsOf(node.body), node.join];
    case 'switch':
      return node.cases.flatMap(({ block }) => stepsOf(block));
    case 'loop':
      return stepsOf(node.body);
    case 'repeat':
      return [];
  }
}
