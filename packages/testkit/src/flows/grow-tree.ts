import { type FlowBlock, type FlowPart, type FlowTree, isClosed } from './flow-tree.ts';

const STEPS = 24;
const DEPTH = 3;

/** Grows a well-formed flow from numbers: the same ones give the same flow, none the smallest. Pure. */
export function growTree(numbers: readonly number[]): FlowTree {
  const grower = createGrower(numbers);
  const block = growBlock(grower, { depth: 0, isNeeded: false });
  return { start: { kind: 'task', name: 'start' }, block, end: { kind: 'task', name: 'end' } };
}

interface Grower {
  /** The next decision, below a limit. */
  below(limit: number): number;
  fresh(): string;
  hasRoom(): boolean;
}

function createGrower(numbers: readonly number[]): Grower {
  let at = 0;
  let steps = 0;
  return {
    below: (limit) => {
      at += 1;
      return (numbers[at - 1] ?? 0) % limit;
    },
    fresh: () => {
      steps += 1;
      return `s${steps}`;
    },
    hasRoom: () => steps < STEPS && at < numbers.length,
  };
}

interface BlockWish {
  readonly depth: number;
  /** Whether it needs a part. */
  readonly isNeeded: boolean;
}

function growBlock(grower: Grower, { depth, isNeeded }: BlockWish): FlowBlock {
  const block: FlowPart[] = [];
  for (let more = grower.below(4); more > 0 && grower.hasRoom(); more -= 1) {
    block.push(growPart(grower, depth, isClosed(block.at(-1)) && grower.below(2) === 1));
  }
  if (isNeeded && block.length === 0) block.push({ kind: 'task', name: grower.fresh() });
  return block.map((part, index) => closed(grower, part, block[index + 1]));
}

function growPart(grower: Grower, depth: number, isJoin: boolean): FlowPart {
  const kind = depth >= DEPTH ? 0 : grower.below(6);
  const inner = { depth: depth + 1, isNeeded: true };
  const several = <Value>(grow: () => Value): readonly Value[] => Array.from({ length: 2 + grower.below(2) }, grow);
  const join = undefined;
  switch (kind) {
    case 1:
      return { kind: 'split', name: grower.fresh(), isJoin, branches: several(() => growBlock(grower, inner)), join };
    case 2:
      return {
        ...{ kind: 'foreach', name: grower.fresh(), isJoin, count: 1 + grower.below(3), isLazy: grower.below(2) === 1, join },
        body: growBlock(grower, inner),
      };
    case 3:
      return { kind: 'gang', name: grower.fresh(), isJoin, count: 1 + grower.below(3), member: grower.fresh(), join };
    case 4:
      return { kind: 'switch', name: grower.fresh(), isJoin, cases: several(() => growBlock(grower, { ...inner, isNeeded: false })) };
    case 5:
      return growLoop(grower, depth);
    default:
      return { kind: 'task', name: grower.fresh() };
  }
}

function growLoop(grower: Grower, depth: number): FlowPart {
  const body = growBlock(grower, { depth: depth + 1, isNeeded: false });
  // Two loops that begin with the same step are one.
  const own: FlowBlock = body[0]?.kind === 'loop' ? [{ kind: 'task', name: grower.fresh() }] : [];
  return { kind: 'loop', body: [...own, ...body], tail: grower.fresh(), times: 1 + grower.below(3) };
}

/** A part with its join, unless the next one opens with it. */
function closed(grower: Grower, part: FlowPart, next: FlowPart | undefined): FlowPart {
  if (!isClosed(part)) return part;
  const isOpened = next !== undefined && 'isJoin' in next && next.isJoin;
  return isOpened ? part : { ...part, join: grower.fresh() };
}
