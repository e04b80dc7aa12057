import type { Block, ForeachNode, GangNode, LoopNode, ParallelNode, Plan, PlanNode, SwitchNode, TaskNode } from '@frazil/core';
import { argoErrors } from './errors.ts';
import { type Fields, parameter } from './manifest.ts';
import { FIRST_REPETITION, ITEM_PATH, nextRepetition, OWN_PATH } from './paths.ts';
import type { Output } from './pod-template.ts';
import type { Templates } from './templates.ts';

/** A DAG template while it is filled. */
interface Frame {
  readonly plan: Plan;
  readonly templates: Templates;
  readonly tasks: DagTask[];
  /** Undefined for the DAG of the whole flow, whose path is every template's default. */
  readonly path: typeof OWN_PATH | undefined;
  /** Whether its path is that of the first repetition already: the body of a foreach that begins with a loop. */
  readonly isEntered: boolean;
  /** The loops that it may go back to, innermost first. */
  readonly loops: readonly { readonly head: string; readonly template: string }[];
}

type DagTask = Fields & { readonly name: string };

/** Where a block goes on. */
interface Point {
  /** What must have happened: Argo's `depends`. */
  readonly after: string | undefined;
  /** What must hold beside: Argo's `when`. */
  readonly when?: string;
  readonly source?: TaskNode;
  /** Nothing goes on from here: the loop began anew. */
  readonly isOver?: boolean;
}

interface NodeInput<Node> {
  readonly node: Node;
  readonly next: PlanNode | undefined;
  readonly at: Point;
  /** Whether nothing follows it up to the end of the innermost loop's body. */
  readonly isLast: boolean;
}

const BEGINNING: Point = { after: undefined };

/** Adds the DAG templates of a plan, and gives the name of the first. Every kind of node is a few tasks of its block's DAG; bodies are DAGs of their own. */
export function lowerPlan(plan: Plan, templates: Templates): string {
  const name = templates.names.fresh('flow');
  const frame: Frame = { plan, templates, tasks: [], path: undefined, isEntered: false, loops: [] };
  lowerBlock(frame, plan.block, BEGINNING, true);
  templates.add(name, { dag: { tasks: frame.tasks } });
  return name;
}

function lowerBlock(frame: Frame, block: Block, start: Point, isLast: boolean): Point {
  return block.reduce(
    (at, node, index) => lowerNode(frame, { node, next: block[index + 1], at, isLast: isLast && index === block.length - 1 }),
    start,
  );
}

function lowerNode(frame: Frame, { node, next, at, isLast }: NodeInput<PlanNode>): Point {
  switch (node.kind) {
    case 'task':
      return lowerTask(frame, { node, next, at, isLast });
    case 'parallel':
      return lowerParallel(frame, { node, next, at, isLast });
    case 'foreach':
    case 'gang':
      return lowerBody(frame, { node, next, at, isLast });
    case 'switch':
      return lowerSwitch(frame, { node, next, at, isLast });
    case 'loop':
      return lowerLoop(frame, { node, next, at, isLast });
    case 'repeat':
      return lowerRepeat(frame, at, node.head);
  }
}

function lowerTask(frame: Frame, { node, next, at }: NodeInput<TaskNode>): Point {
  const { templates } = frame;
  const name = templates.names.ofTask(node.id);
  const path = frame.path === undefined ? [] : [parameter('path', frame.path)];
  return push(
    frame,
    at,
    { name, template: templates.ofTask(node, outputBefore(next)), arguments: { parameters: [parameter('step', node.id), ...path] } },
    node,
  );
}

/** What the engine must read of a task, to know how its block goes on. */
function outputBefore(next: PlanNode | undefined): Output | undefined {
  if (next?.kind === 'switch') return 'case';
  return next?.kind === 'foreach' || next?.kind === 'gang' ? 'items' : undefined;
}

function lowerParallel(frame: Frame, { node, next, at, isLast }: NodeInput<ParallelNode>): Point {
  const ends = node.branches.map((branch) => lowerBlock(frame, branch, at, false).after);
  return lowerTask(frame, { node: node.join, next, at: { after: ends.join(' && ') }, isLast });
}

function lowerBody(frame: Frame, { node, next, at, isLast }: NodeInput<ForeachNode | GangNode>): Point {
  const { templates } = frame;
  const source = sourceOf(at);
  const withParam = outputOf(frame, source, 'items');
  const [only, ...more] = node.body;
  if (only?.kind === 'task' && more.length === 0) {
    const parameters = [parameter('step', only.id), parameter('path', ITEM_PATH)];
    const task = { name: templates.names.ofTask(only.id), template: templates.ofTask(only, undefined), arguments: { parameters } };
    return lowerTask(frame, { node: node.join, next, at: push(frame, at, { ...task, withParam }), isLast });
  }
  const name = templates.names.fresh(`${node.kind === 'gang' ? 'gang' : 'each'}-${templates.names.ofTask(source.id)}`);
  const inner: Frame = { ...frame, tasks: [], path: OWN_PATH, isEntered: only?.kind === 'loop', loops: [] };
  lowerBlock(inner, node.body, BEGINNING, false);
  templates.add(name, dagTemplate(inner));
  const each = push(frame, at, { name, template: name, arguments: { parameters: [parameter('path', ITEM_PATH)] }, withParam });
  return lowerTask(frame, { node: node.join, next, at: each, isLast });
}

/** What follows a switch waits for each of its cases, which either comes to its end or is not the chosen one: then its first task is skipped. */
function lowerSwitch(frame: Frame, { node, at, isLast }: NodeInput<SwitchNode>): Point {
  const source = sourceOf(at);
  const chosen = outputOf(frame, source, 'case');
  const cases = node.cases.map(({ target, block }) => {
    const first = frame.tasks.length;
    const end = lowerBlock(frame, block, { ...at, when: `'${chosen}' == '${target}'` }, isLast);
    return { skipped: `${frame.tasks[first]?.name}.Skipped`, end, isEmpty: block.length === 0 };
  });
  const terms = cases.flatMap(({ skipped, end, isEmpty }) => {
    if (isEmpty) return [];
    return end.isOver ? [skipped] : [`(${withParentheses(end.after ?? '')} || ${skipped})`];
  });
  return { after: [at.after, ...terms].join(' && '), isOver: cases.every(({ end }) => end.isOver === true) };
}

function withParentheses(expression: string): string {
  return expression.includes(' ') ? `(${expression})` : expression;
}

function lowerLoop(frame: Frame, { node, at, isLast }: NodeInput<LoopNode>): Point {
  const { templates } = frame;
  const name = templates.names.fresh(`loop-${templates.names.ofTask(node.head)}`);
  const inner: Frame = {
    ...frame,
    tasks: [],
    path: OWN_PATH,
    isEntered: false,
    loops: [{ head: node.head, template: name }, ...(isLast ? frame.loops : [])],
  };
  lowerBlock(inner, node.body, BEGINNING, true);
  templates.add(name, dagTemplate(inner));
  const path = frame.path === undefined ? 'r0' : frame.isEntered ? frame.path : FIRST_REPETITION;
  return push(frame, at, { name, template: name, arguments: { parameters: [parameter('path', path)] } });
}

function lowerRepeat(frame: Frame, at: Point, head: string): Point {
  const { templates, loops, plan } = frame;
  const inner = loops.findIndex((loop) => loop.head === head);
  const loop = loops[inner];
  const source = sourceOf(at);
  if (loop === undefined) {
    const location = { file: source.step.file || plan.file, line: source.step.line };
    throw argoErrors.create('argo.outer-repeat', { step: source.step.name, head }, { location });
  }
  const name = templates.names.fresh(`again-${templates.names.ofTask(head)}`);
  push(frame, at, { name, template: loop.template, arguments: { parameters: [parameter('path', nextRepetition(inner))] } });
  return { after: undefined, isOver: true };
}

function push(frame: Frame, { after, when }: Point, task: DagTask, source?: TaskNode): Point {
  const { name, template, withParam, arguments: given } = task;
  frame.tasks.push({ name, template, depends: after, when, withParam, arguments: given });
  return { after: `${task.name}.Succeeded`, ...(source && { source }) };
}

function dagTemplate({ tasks }: Frame): Fields {
  return { inputs: { parameters: [parameter('path')] }, dag: { tasks } };
}

function outputOf({ templates }: Frame, source: TaskNode, output: Output): string {
  return `{{tasks.${templates.names.ofTask(source.id)}.outputs.parameters.${output}}}`;
}

function sourceOf({ source }: Point): TaskNode {
  if (source === undefined) throw new TypeError('the plan is not a tree: this node follows no task');
  return source;
}
