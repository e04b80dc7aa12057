import type { Block, Plan, TaskNode } from '@frazil/core';
import type { RunRecord } from '../records/run-record.ts';

/** All steps of a plan, in order. Pure. */
export function stepsOf(block: Block): readonly TaskNode[] {
  return block.flatMap((node) => {
    if (node.kind === 'task') return [node];
    const inner = node.kind === 'parallel' ? node.branches.flatMap(stepsOf) : stepsOf(node.body);
    return [...inner, node.join];
  });
}

/** Each step of a plan with the steps that it goes to, as a run's record keeps them. Pure. */
export function graphOf(plan: Plan): RunRecord['graph'] {
  return Object.fromEntries(stepsOf(plan.block).map(({ step }) => [step.name, targetsOf(step.next)]));
}

function targetsOf(next: TaskNode['step']['next']): string[] {
  if (next.kind === 'split') return next.targets;
  return next.kind === 'linear' || next.kind === 'foreach' ? [next.target] : [];
}
