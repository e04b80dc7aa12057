import type { Flow, Step, Transition } from '../../flow/flow.ts';
import type { Block, PlanNode } from '../plan.ts';

/** No step has an environment. */
export const NOTHING = { environments: new Map() };

/** A step of a flow. */
export function step(name: string, next: Transition, changes: Partial<Step> = {}): Step {
  return { name, line: 1, file: 'flow.py', doc: '', decorators: [], isJoin: false, arity: 1, next, ...changes };
}

/** A flow of steps. */
export function flow(...steps: readonly Step[]): Flow {
  return { name: 'F', file: 'flow.py', doc: '', line: 1, decorators: [], parameters: [], steps: [...steps], python: '3.11.7' };
}

export const END: Transition = { kind: 'end' };
export const to = (target: string): Transition => ({ kind: 'linear', target, line: 2 });
export const split = (...targets: string[]): Transition => ({ kind: 'split', targets, line: 2 });
export const foreach = (target: string): Transition => ({ kind: 'foreach', target, variable: 'items', line: 2 });
export const join = (name: string, next: Transition): Step => step(name, next, { isJoin: true, arity: 2 });

/** A tree of names: what a plan is compared with. */
export type Shape = readonly (
  | string
  | { readonly branches: readonly Shape[]; readonly join: string }
  | { readonly body: Shape; readonly join: string }
  | { readonly gang: Shape; readonly join: string }
  | { readonly [target: string]: Shape }
  | { readonly head: string; readonly loop: Shape }
  | { readonly repeat: string }
)[];

/** The names of a plan's steps, nested as it is. */
export function shapeOf(block: Block): Shape {
  return block.map(shapeOfNode);
}

function shapeOfNode(node: PlanNode): Shape[number] {
  switch (node.kind) {
    case 'task':
      return node.id;
    case 'parallel':
      return { branches: node.branches.map(shapeOf), join: node.join.id };
    case 'foreach':
      return { body: shapeOf(node.body), join: node.join.id };
    case 'gang':
      return { gang: shapeOf(node.body), join: node.join.id };
    case 'switch':
      return Object.fromEntries(node.cases.map(({ target, block }) => [target, shapeOf(block)]));
    case 'loop':
      return { head: node.head, loop: shapeOf(node.body) };
    case 'repeat':
      return { repeat: node.head };
  }
}
