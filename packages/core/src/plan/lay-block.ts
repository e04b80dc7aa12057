import type { Flow, Step } from '../flow/flow.ts';
import { targetsOf } from '../flow/targets.ts';
import type { ControlFlow } from './control-flow.ts';
import { planErrors } from './errors.ts';
import { locationOf } from './location-of.ts';
import type { Block, PlanNode, SwitchNode, TaskNode } from './plan.ts';
import type { PlanSettings } from './plan-settings.ts';
import { retryOf, timeoutOf } from './step-policies.ts';
import { taskSettingsOf } from './task-settings.ts';

/** A flow while it is laid out. */
export interface Layout {
  readonly flow: Flow;
  readonly settings: PlanSettings;
  readonly steps: ReadonlyMap<string, Step>;
  /** Undefined for a flow without a switch: its ways part and meet at splits and joins alone. */
  readonly controlFlow: ControlFlow | undefined;
  /** The places that each step has, each with the cases of switches that it is in. */
  readonly places: Map<string, Choice[][]>;
  /** So many places a plan may have, and has. */
  readonly limit: number;
  count: number;
}

interface Choice {
  readonly switch: string;
  readonly target: string;
}

/** What is around a block. */
export interface Scope {
  /** The step that the block ends before: it follows the switch or loop around it. */
  readonly stop: string | undefined;
  /** The loops around it, within the same branch of a split. */
  readonly loops: readonly string[];
  /** The loops that it is in a branch of a split of: it can't go back to those. */
  readonly outerLoops: readonly string[];
  readonly choices: readonly Choice[];
}

export const OUTSIDE: Scope = { stop: undefined, loops: [], outerLoops: [], choices: [] };

/** A block, and the join that closes it: undefined when it reached the end of the flow, its stop, or goes back. */
export interface LaidBlock {
  readonly block: Block;
  readonly join: Step | undefined;
}

interface BlockInput {
  /** Who goes there, for messages. */
  readonly from: string;
  readonly first: string;
  readonly scope: Scope;
}

/** Lays steps out from one to where their block ends. */
export function layBlock(layout: Layout, { from, first, scope }: BlockInput): LaidBlock {
  const block: PlanNode[] = [];
  let next: string | undefined = first;
  let source = from;
  while (next !== undefined && next !== scope.stop) {
    const step = stepNamed(layout, source, next);
    if (scope.loops.includes(next)) return { block: [...block, { kind: 'repeat', head: next }], join: undefined };
    assertNoJump(layout, step, scope);
    if (step.isJoin) return { block, join: step };
    const laid: Laid = isLoop(layout, step, scope) ? layLoop(layout, step, scope) : layStep(layout, step, scope);
    block.push(...laid.nodes);
    if (laid.join) return { block, join: laid.join };
    next = laid.next;
    source = `The step ${step.name}`;
  }
  return { block, join: undefined };
}

/** Nodes, and what comes after them: a step, or the join that closes the block, or neither. */
interface Laid {
  readonly nodes: readonly PlanNode[];
  readonly next?: string | undefined;
  readonly join?: Step | undefined;
}

function isLoop({ controlFlow }: Layout, step: Step, { loops }: Scope): boolean {
  return controlFlow?.isLoopHead(step.name) === true && !loops.includes(step.name);
}

function layLoop(layout: Layout, step: Step, scope: Scope): Laid {
  const next = layout.controlFlow?.afterLoop(step.name);
  if (next === undefined) throw planErrors.create('plan.endless-loop', { step: step.name }, locationOf(layout.flow, step));
  const inner: Scope = { ...scope, stop: next, loops: [...scope.loops, step.name] };
  const head = layStep(layout, step, inner);
  const rest = head.next === undefined ? undefined : layBlock(layout, { from: step.name, first: head.next, scope: inner });
  const node: PlanNode = { kind: 'loop', head: step.name, body: [...head.nodes, ...(rest?.block ?? [])] };
  return after(layout, node, step, next);
}

/** What follows a switch or a loop: a step, or the join that closes the block it is in. */
function after(layout: Layout, node: PlanNode, step: Step, next: string): Laid {
  const follower = stepNamed(layout, `The step ${step.name}`, next);
  return follower.isJoin ? { nodes: [node], join: follower } : { nodes: [node], next };
}

/** A step with what it splits into, and the join of that, which can split again. */
function layStep(layout: Layout, first: Step, scope: Scope): Laid {
  const nodes: PlanNode[] = [taskOf(layout, first, scope)];
  for (let step = first; ; ) {
    const { next } = step;
    if (next.kind === 'end') return { nodes };
    if (next.kind === 'linear') return { nodes, next: next.target };
    if (next.kind === 'switch') return laySwitch(layout, nodes, step, scope);
    if (next.kind === 'missing' || next.kind === 'unreadable') throw unknownNext(layout, step);
    const branches = targetsOf(step).map((target) => layBranch(layout, step, target, scope));
    const joined = joinOf(layout, step, branches);
    const join = taskOf(layout, joined, scope);
    if (next.kind === 'split') nodes.push({ kind: 'parallel', branches: branches.map(({ block }) => block), join });
    else {
      const body = branches[0]?.block ?? [];
      nodes.push(next.kind === 'gang' ? { kind: 'gang', body, join } : { kind: 'foreach', variable: next.variable, body, join });
    }
    step = joined;
  }
}

function layBranch(layout: Layout, step: Step, target: string, scope: Scope): LaidBlock {
  const from = `The step ${step.name}`;
  if (stepNamed(layout, from, target).isJoin) {
    throw planErrors.create('plan.branch-empty', { step: step.name, join: target }, locationOf(layout.flow, step));
  }
  const inner: Scope = { stop: undefined, loops: [], outerLoops: [...scope.outerLoops, ...scope.loops], choices: scope.choices };
  return layBlock(layout, { from, first: target, scope: inner });
}

function laySwitch(layout: Layout, before: readonly PlanNode[], step: Step, scope: Scope): Laid {
  const { next } = step;
  const meeting = layout.controlFlow?.after(step.name);
  if (next.kind !== 'switch' || meeting === undefined) throw unknownNext(layout, step);
  // The loop that it is in may end before its cases meet.
  const stop = meeting;
  const joins = new Set<Step>();
  const cases = targetsOf(step).map((target) => {
    const choices = [...scope.choices, { switch: step.name, target }];
    const laid = layBlock(layout, { from: `The step ${step.name}`, first: target, scope: { ...scope, stop, choices } });
    if (laid.join) joins.add(laid.join);
    return { target, block: laid.block };
  });
  const strange = [...joins].find(({ name }) => name !== meeting);
  if (strange)
    throw planErrors.create('plan.joins-differ', { step: step.name, joins: [strange.name, meeting] }, locationOf(layout.flow, step));
  const node: SwitchNode = { kind: 'switch', condition: next.condition, cases };
  const laid = meeting === scope.stop ? { nodes: [node] } : after(layout, node, step, meeting);
  return { ...laid, nodes: [...before, node] };
}

function joinOf(layout: Layout, step: Step, branches: readonly LaidBlock[]): Step {
  const joins = new Set(branches.map(({ join }) => join));
  const [join] = joins;
  if (join === undefined || joins.has(undefined)) {
    throw planErrors.create('plan.split-without-join', { step: step.name }, locationOf(layout.flow, step));
  }
  if (joins.size > 1) {
    const names = [...joins].flatMap((each) => each?.name ?? []);
    throw planErrors.create('plan.joins-differ', { step: step.name, joins: names }, locationOf(layout.flow, step));
  }
  return join;
}

function stepNamed(layout: Layout, from: string, name: string): Step {
  const step = layout.steps.get(name);
  if (step === undefined) throw planErrors.create('plan.step-missing', { from, step: name }, { location: { file: layout.flow.file } });
  return step;
}

function unknownNext(layout: Layout, step: Step): Error {
  const { next } = step;
  const reason =
    next.kind === 'missing'
      ? 'it has no self.next(...) at its end'
      : next.kind === 'unreadable'
        ? next.reason
        : 'none of its cases leads to the end';
  return planErrors.create('plan.transition-missing', { step: step.name, reason }, locationOf(layout.flow, step));
}

function assertNoJump(layout: Layout, step: Step, { outerLoops }: Scope): void {
  if (outerLoops.includes(step.name)) throw planErrors.create('plan.loop-across-split', { step: step.name }, locationOf(layout.flow, step));
}

function taskOf(layout: Layout, step: Step, { choices }: Scope): TaskNode {
  const places = layout.places.get(step.name) ?? [];
  if (!places.every((place) => isApart(place, choices))) {
    throw planErrors.create('plan.step-reached-twice', { step: step.name }, locationOf(layout.flow, step));
  }
  layout.places.set(step.name, [...places, [...choices]]);
  layout.count += 1;
  if (layout.count > layout.limit) throw planErrors.create('plan.too-tangled', { step: step.name }, locationOf(layout.flow, step));
  return {
    kind: 'task',
    id: places.length === 0 ? step.name : `${step.name}--${places.length + 1}`,
    step,
    retry: retryOf(layout.flow, step),
    timeout: timeoutOf(layout.flow, step),
    environment: layout.settings.environments.get(step.name),
    ...taskSettingsOf(layout.flow, step),
  };
}

/** Whether two places are in different cases of one switch, so that only one of them is ever run. */
function isApart(one: readonly Choice[], other: readonly Choice[]): boolean {
  const at = one.findIndex((choice, index) => choice.target !== other[index]?.target || choice.switch !== other[index]?.switch);
  const [a, b] = [one[at], other[at]];
  return a !== undefined && b !== undefined && a.switch === b.switch;
}
