import type { Block, ForeachNode, GangNode, ParallelNode, Plan, PlanNode, SwitchNode, TaskNode } from '@frazil/core';
import { type Identifiers, identifiers } from '../python/identifiers.ts';
import type { Statement } from './statement.ts';

/** Where a block is, and what its tasks come after. */
interface Place {
  /** The list of paths that every task of the block is there for; undefined outside of any foreach. */
  readonly over: string | undefined;
  readonly after: readonly string[];
  /** The id of the task that follows the block. */
  readonly next: string | undefined;
}

interface Lowering {
  readonly statements: Statement[];
  readonly names: Identifiers;
}

/**
 * The lines of a plan's DAG, each after those that it names. Pure. Airflow has neither a foreach in a foreach nor a choice in one, but
 * runs a task for each item of a list: lists of paths are worked out on the way, so that a nested foreach makes a longer list, and a
 * case a shorter one. The plan has no loops: `checkPlan` refuses them.
 */
export function lowerPlan({ block }: Plan): readonly Statement[] {
  const lowering: Lowering = { statements: [], names: identifiers() };
  lowerBlock(lowering, block, { over: undefined, after: [], next: undefined });
  return lowering.statements;
}

/** Adds the lines of a block, and gives the variables that what follows comes after. */
function lowerBlock(lowering: Lowering, block: Block, place: Place): readonly string[] {
  let after = place.after;
  block.forEach((node, index) => {
    const following = block[index + 1];
    const next = following === undefined ? place.next : firstOf(following);
    after = lowerNode(lowering, node, { ...place, after, next });
  });
  return after;
}

function lowerNode(lowering: Lowering, node: PlanNode, place: Place): readonly string[] {
  switch (node.kind) {
    case 'task':
      return [lowerTask(lowering, node, place)];
    case 'parallel':
      return lowerParallel(lowering, node, place);
    case 'foreach':
    case 'gang':
      return lowerForeach(lowering, node, place);
    case 'switch':
      return place.over === undefined ? lowerSwitch(lowering, node, place) : lowerChoice(lowering, node, place);
    case 'loop':
    case 'repeat':
      return [];
  }
}

function lowerTask({ statements, names }: Lowering, node: TaskNode, { over, after }: Place): string {
  const variable = names.fresh(node.id);
  statements.push({ kind: 'step', variable, node, over, after });
  return variable;
}

function lowerParallel(lowering: Lowering, { branches, join }: ParallelNode, place: Place): readonly string[] {
  const after = branches.flatMap((branch) => lowerBlock(lowering, branch, { ...place, next: join.id }));
  return [lowerTask(lowering, join, { ...place, after: [...new Set(after)] })];
}

function lowerForeach(lowering: Lowering, { body, join }: ForeachNode | GangNode, place: Place): readonly string[] {
  const of = sourceOf(place);
  const variable = lowering.names.fresh(`${of}_items`);
  lowering.statements.push({ kind: 'items', variable, of });
  const after = lowerBlock(lowering, body, { over: variable, after: [], next: join.id });
  return [lowerTask(lowering, join, { ...place, after })];
}

function lowerSwitch(lowering: Lowering, { cases }: SwitchNode, place: Place): readonly string[] {
  const of = sourceOf(place);
  const variable = lowering.names.fresh(`${of}_switch`);
  const places = cases.map(({ target, block }) => [target, (block[0] && firstOf(block[0])) ?? place.next ?? ''] as const);
  lowering.statements.push({ kind: 'switch', variable, of, cases: places });
  return [...new Set(cases.flatMap(({ block }) => lowerBlock(lowering, block, { ...place, after: [variable] })))];
}

/** A switch inside of a foreach: each case is there for those of the paths that chose it. */
function lowerChoice(lowering: Lowering, { cases }: SwitchNode, place: Place): readonly string[] {
  const of = sourceOf(place);
  const after = cases.flatMap(({ target, block }) => {
    if (block.length === 0) return [of];
    const variable = lowering.names.fresh(`${of}_${target}`);
    lowering.statements.push({ kind: 'case', variable, of, target });
    return lowerBlock(lowering, block, { ...place, over: variable, after: [] });
  });
  return [...new Set(after)];
}

/** The step that a node begins with. */
function firstOf(node: PlanNode): string | undefined {
  return node.kind === 'task' ? node.id : undefined;
}

/** The step that says the items or chooses the case: it is always the one task before. */
function sourceOf({ after }: Place): string {
  return after[0] ?? '';
}
