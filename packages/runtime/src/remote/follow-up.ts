import { type Block, type PathSegment, type PlanNode, pathText } from '@frazil/core';
import type { TaskTransition } from '../records/task-record.ts';
import { nodeAt, type Spot, type TaskSpot } from './task-spot.ts';

/** What an engine must know to go on after a task; members that mean nothing there are absent. */
export interface FollowUp {
  readonly path: string;
  /** The paths of the tasks that the foreach or gang after it starts, and how many they are. */
  readonly items?: readonly string[];
  readonly count?: number;
  /** The step that a switch chose. */
  readonly case?: string;
  /** The path of the next repetition, when the loop begins anew. */
  readonly again?: string;
  /** The path of the first repetition, when a loop begins next. */
  readonly enter?: string;
}

type Path = readonly PathSegment[];

/** What follows a task that went where its transition says. Pure. */
export function followUpOf({ spot }: TaskSpot, path: Path, transition: TaskTransition): FollowUp {
  return { path: pathText(path), ...after(spot, path, transition) };
}

type Next = Omit<FollowUp, 'path'>;

/** What comes when the node at a spot is over. */
function after(spot: Spot, path: Path, transition: TaskTransition): Next {
  const { block, index, around } = spot;
  if (index + 1 < block.length) return begin({ ...spot, index: index + 1 }, path, transition);
  if (around?.kind === 'case') return after(around.spot, path, transition);
  if (around?.kind === 'repetition') return after(around.spot, path.slice(0, -1), transition);
  // The end of a branch, of a body or of the flow: a join needs nothing but its own path.
  return {};
}

function begin(spot: Spot, path: Path, transition: TaskTransition): Next {
  const node = nodeAt(spot);
  switch (node?.kind) {
    case 'loop':
      return { enter: pathText([...path, FIRST]) };
    case 'parallel':
      return node.branches.some(beginsWithLoop) ? { enter: pathText([...path, FIRST]) } : {};
    case 'foreach':
    case 'gang':
      return itemsOf(node.body, path, transition);
    case 'switch':
      return choose(node, spot, path, transition);
    case 'repeat':
      return { again: pathText(nextRepetition(node.head, spot, path)) };
    default:
      return {};
  }
}

const FIRST: PathSegment = { kind: 'repetition', index: 0 };

function beginsWithLoop([first]: Block): boolean {
  return first?.kind === 'loop';
}

function itemsOf(body: Block, path: Path, transition: TaskTransition): Next {
  const count = 'count' in transition ? transition.count : 0;
  const inner = beginsWithLoop(body) ? [FIRST] : [];
  const items = Array.from({ length: count }, (_, index) => pathText([...path, { kind: 'item', index }, ...inner]));
  return { items, count };
}

function choose(node: Extract<PlanNode, { kind: 'switch' }>, spot: Spot, path: Path, transition: TaskTransition): Next {
  const chosen = transition.kind === 'switch' ? transition.targets[0] : '';
  const block = node.cases.find(({ target }) => target === chosen)?.block ?? [];
  const around = { kind: 'case' as const, spot };
  const next = block.length === 0 ? after(spot, path, transition) : begin({ block, index: 0, around }, path, transition);
  return { case: chosen, ...next };
}

/** The path of the loop with that head, one repetition on. */
function nextRepetition(head: string, { around }: Spot, path: Path): Path {
  if (around === undefined) throw new TypeError(`no loop around has the head ${head}`);
  const loop = nodeAt(around.spot);
  const last = path.at(-1);
  if (around.kind === 'repetition' && loop?.kind === 'loop' && loop.head === head && last) {
    return [...path.slice(0, -1), { kind: 'repetition', index: last.index + 1 }];
  }
  const isCounted = around.kind === 'repetition' || around.kind === 'item';
  return nextRepetition(head, around.spot, isCounted ? path.slice(0, -1) : path);
}
