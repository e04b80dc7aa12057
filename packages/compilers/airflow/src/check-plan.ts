import { type Block, identityOfTrigger, type Location, type Plan, type PlanNode, type TaskNode } from '@frazil/core';
import { airflowErrors } from './errors.ts';
import { isDemanded } from './parameters.ts';

/** Throws for what a flow asks for and Airflow hasn't got. Pure. */
export function checkPlan(plan: Plan): void {
  checkBlock(plan, plan.block);
  const { flow, file, exitHooks } = plan;
  const hooks = [...exitHooks.onSuccess, ...exitHooks.onError];
  if (hooks.length > 0) throw airflowErrors.create('airflow.exit-hook-unsupported', { flow, hooks }, { location: { file } });
  checkParameters(plan);
}

function checkBlock(plan: Plan, block: Block): void {
  for (const node of block) checkNode(plan, node);
}

function checkNode(plan: Plan, node: PlanNode): void {
  switch (node.kind) {
    case 'task':
      checkTask(plan, node);
      return;
    case 'parallel':
      for (const branch of node.branches) checkBlock(plan, branch);
      checkTask(plan, node.join);
      return;
    case 'foreach':
    case 'gang':
      checkBlock(plan, node.body);
      checkTask(plan, node.join);
      return;
    case 'switch':
      for (const each of node.cases) checkBlock(plan, each.block);
      return;
    case 'loop':
    case 'repeat': {
      const back = repeatOf(node, node.head);
      throw airflowErrors.create('airflow.loop', { step: node.head }, { location: back ?? { file: plan.file } });
    }
  }
}

/** Where a loop says that it begins anew: the step before its `repeat`. */
function repeatOf(node: PlanNode, head: string): Location | undefined {
  const blocks = blocksOf(node);
  for (const block of blocks) {
    for (const inner of block) {
      const { step } = inner.kind === 'task' ? inner : 'join' in inner ? inner.join : { step: undefined };
      const goesBack = step !== undefined && 'line' in step.next && leadsTo(step, head);
      if (goesBack && 'line' in step.next) return { file: step.file, line: step.next.line };
      const found = repeatOf(inner, head);
      if (found) return found;
    }
  }
  return undefined;
}

function leadsTo({ next }: TaskNode['step'], head: string): boolean {
  if (next.kind === 'switch') return next.cases.some(({ target }) => target === head);
  return next.kind === 'linear' && next.target === head;
}

function blocksOf(node: PlanNode): readonly Block[] {
  switch (node.kind) {
    case 'parallel':
      return node.branches;
    case 'switch':
      return node.cases.map(({ block }) => block);
    case 'foreach':
    case 'gang':
    case 'loop':
      return [node.body];
    default:
      return [];
  }
}

function checkTask({ file }: Plan, { step, kubernetes, batch, variables }: TaskNode): void {
  const location = { file: step.file || file, line: step.line };
  if (batch && !kubernetes) throw airflowErrors.create('airflow.batch-unsupported', { step: step.name }, { location });
  const variable = Object.keys(variables).find((name) => name.startsWith('FRAZIL_'));
  if (variable !== undefined) throw airflowErrors.create('airflow.variable-reserved', { step: step.name, variable }, { location });
}

function checkParameters({ file, parameters, triggers, schedule, project }: Plan): void {
  const supplied = new Set<string>();
  for (const event of triggers.events) {
    for (const parameter of Object.keys(event.parameters)) {
      const isKnown = parameters.some(({ name }) => name === parameter);
      if (!isKnown) throw airflowErrors.create('airflow.trigger-parameter', { parameter, event: event.name }, { location: { file } });
      supplied.add(parameter);
    }
  }
  const [flow] = triggers.flows;
  const starter = flow ? `the end of ${identityOfTrigger(flow, project)}` : triggers.events[0] && `the event ${triggers.events[0].name}`;
  const by = schedule ? '@schedule' : starter;
  const demanded = parameters.find((each) => isDemanded(each) && (schedule !== undefined || !supplied.has(each.name)));
  if (by === undefined || demanded === undefined) return;
  const location = { file, line: demanded.line };
  throw airflowErrors.create('airflow.required-parameter', { parameter: demanded.name, by }, { location });
}
