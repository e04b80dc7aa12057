import type { Digest } from '../digest.ts';
import type { FrazilError } from '../errors.ts';
import type { Flow, Step } from '../flow/flow.ts';
import { planErrors } from './errors.ts';
import type { Block, Plan, PlanNode, TaskNode } from './plan.ts';
import { retryOf, timeoutOf } from './step-policies.ts';

/** What a flow is planned with, beside what its file says. */
export interface PlanSettings {
  /** The frozen environment of each step; steps that aren't in it run in the Python of the machine. */
  readonly environments: ReadonlyMap<string, Digest>;
}

/** Lays a flow out as a tree. Pure. A flow that `checkFlow` finds nothing wrong with is planned; others throw what is in the way. */
export function planFlow(flow: Flow, settings: PlanSettings): Plan {
  const layout: Layout = { flow, settings, steps: new Map(flow.steps.map((step) => [step.name, step])), reached: new Set() };
  const start = layout.steps.get('start');
  const { block, join } = start?.isJoin ? { block: [], join: start } : blockFrom(layout, 'The flow', 'start');
  if (join !== undefined) throw planErrors.create('plan.join-without-split', { step: join.name }, at(flow, join));
  const unreachable = flow.steps.find((step) => !layout.reached.has(step.name));
  if (unreachable) throw planErrors.create('plan.step-unreachable', { step: unreachable.name }, at(flow, unreachable));
  return { flow: flow.name, file: flow.file, doc: flow.doc, parameters: flow.parameters, block };
}

interface Layout {
  readonly flow: Flow;
  readonly settings: PlanSettings;
  readonly steps: ReadonlyMap<string, Step>;
  /** The steps that have their place. */
  readonly reached: Set<string>;
}

/** A block, and the join that closes it: undefined when it reached the end of the flow. */
interface LaidBlock {
  readonly block: Block;
  readonly join: Step | undefined;
}

function blockFrom(layout: Layout, from: string, first: string): LaidBlock {
  const block: PlanNode[] = [];
  let step = stepNamed(layout, from, first);
  block.push(taskOf(layout, step));
  for (;;) {
    const closing = closingNode(layout, step);
    if (closing) {
      block.push(closing);
      step = closing.join.step;
      continue;
    }
    if (step.next.kind !== 'linear') return { block, join: undefined };
    const next = stepNamed(layout, `The step ${step.name}`, step.next.target);
    if (next.isJoin) return { block, join: next };
    block.push(taskOf(layout, next));
    step = next;
  }
}

/** What a step splits into, up to its join; undefined for a step that doesn't split. */
function closingNode(layout: Layout, step: Step): Exclude<PlanNode, TaskNode> | undefined {
  const { next } = step;
  if (next.kind === 'split') {
    const branches = next.targets.map((target) => branchFrom(layout, step, target));
    return { kind: 'parallel', branches: branches.map(({ block }) => block), join: joinOf(layout, step, branches) };
  }
  if (next.kind === 'foreach') {
    const body = branchFrom(layout, step, next.target);
    return { kind: 'foreach', variable: next.variable, body: body.block, join: joinOf(layout, step, [body]) };
  }
  if (next.kind === 'missing' || next.kind === 'unreadable') {
    const reason = next.kind === 'missing' ? 'it has no self.next(...) at its end' : next.reason;
    throw planErrors.create('plan.transition-missing', { step: step.name, reason }, at(layout.flow, step));
  }
  return undefined;
}

function branchFrom(layout: Layout, step: Step, target: string): LaidBlock {
  const from = `The step ${step.name}`;
  if (stepNamed(layout, from, target).isJoin) {
    throw planErrors.create('plan.branch-empty', { step: step.name, join: target }, at(layout.flow, step));
  }
  return blockFrom(layout, from, target);
}

function joinOf(layout: Layout, step: Step, branches: readonly LaidBlock[]): TaskNode {
  const joins = new Set(branches.map(({ join }) => join));
  const [join] = joins;
  if (join === undefined || joins.has(undefined)) {
    throw planErrors.create('plan.split-without-join', { step: step.name }, at(layout.flow, step));
  }
  if (joins.size > 1) {
    const names = [...joins].flatMap((each) => each?.name ?? []);
    throw planErrors.create('plan.joins-differ', { step: step.name, joins: names }, at(layout.flow, step));
  }
  return taskOf(layout, join);
}

function stepNamed(layout: Layout, from: string, name: string): Step {
  const step = layout.steps.get(name);
  if (step === undefined) throw planErrors.create('plan.step-missing', { from, step: name }, { location: { file: layout.flow.file } });
  return step;
}

function taskOf(layout: Layout, step: Step): TaskNode {
  if (layout.reached.has(step.name)) throw planErrors.create('plan.step-reached-twice', { step: step.name }, at(layout.flow, step));
  layout.reached.add(step.name);
  return {
    kind: 'task',
    step,
    retry: retryOf(layout.flow, step),
    timeout: timeoutOf(layout.flow, step),
    environment: layout.settings.environments.get(step.name),
  };
}

function at(flow: Flow, step: Step): { readonly location: NonNullable<FrazilError['location']> } {
  const line = 'line' in step.next ? step.next.line : step.line;
  return { location: { file: step.file || flow.file, line } };
}
