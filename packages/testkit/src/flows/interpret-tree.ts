import { type FlowBlock, type FlowPart, type FlowTree, isClosed } from './flow-tree.ts';
import { joined, mixed, numberOf } from './step-values.ts';

/**
 * What a flow does, worked out without running it: the value that each task leaves, by step and path (`s3/0-r1`). It walks the
 * tree, not the plan, so that it is wrong in other places. Pure.
 */
export function interpretTree({ start, block, end }: FlowTree): ReadonlyMap<string, number> {
  const tasks = new Map<string, number>();
  const place: Place = { tasks, path: [], input: 0 };
  const before = visit(place, start.name, { value: 1 });
  visit(place, end.name, run(place, block, before));
  return tasks;
}

interface Place {
  readonly tasks: Map<string, number>;
  readonly path: readonly string[];
  readonly input: number;
}

/** What comes to a step: a value; or several, to a join. */
type Coming = { readonly value: number } | { readonly values: readonly number[] };

function visit({ tasks, path, input }: Place, name: string, coming: Coming): { readonly value: number } {
  const value = mixed('value' in coming ? coming.value : joined(coming.values), numberOf(name), input);
  tasks.set(`${name}/${path.join('-') || '0'}`, value);
  return { value };
}

function inside(place: Place, segment: string, input = place.input): Place {
  return { ...place, path: [...place.path, segment], input };
}

function run(place: Place, block: FlowBlock, before: { readonly value: number }): { readonly value: number } {
  let coming: Coming = before;
  for (const part of block) {
    coming = runPart(place, part, coming);
    if (isClosed(part) && part.join !== undefined) coming = visit(place, part.join, coming);
  }
  if ('values' in coming) throw new TypeError('the last part of a block has a join of its own');
  return coming;
}

function runPart(place: Place, part: FlowPart, coming: Coming): Coming {
  switch (part.kind) {
    case 'task':
      return visit(place, part.name, coming);
    case 'split': {
      const before = visit(place, part.name, coming);
      return { values: part.branches.map((branch) => run(place, branch, before).value) };
    }
    case 'foreach': {
      const before = visit(place, part.name, coming);
      const indexes = Array.from({ length: part.count }, (_, index) => index);
      return { values: indexes.map((index) => run(inside(place, `${index}`, (before.value + index) % 10), part.body, before).value) };
    }
    case 'gang': {
      const before = visit(place, part.name, coming);
      const indexes = Array.from({ length: part.count }, (_, index) => index);
      return { values: indexes.map((index) => visit(inside(place, `${index}`, index), part.member, before).value) };
    }
    case 'switch': {
      const before = visit(place, part.name, coming);
      return run(place, part.cases[before.value % part.cases.length] ?? [], before);
    }
    case 'loop': {
      if ('values' in coming) throw new TypeError('a loop begins with no join');
      let here = coming;
      for (let round = 0; round < part.times; round += 1) {
        const inRound = inside(place, `r${round}`);
        here = visit(inRound, part.tail, run(inRound, part.body, here));
      }
      return here;
    }
  }
}
