import type { Flow, Step, Transition } from '@frazil/core';
import { type FlowBlock, type FlowPart, type FlowTree, isClosed } from './flow-tree.ts';
import { valueLines } from './step-values.ts';

/** A flow that was made of a tree: as the front end reads it (but for lines), and as people write it. */
export interface WrittenFlow {
  readonly flow: Flow;
  readonly source: string;
}

/** Lines of Python that the source of a flow has besides what its tree says. */
export interface FlowAdditions {
  /** Before the class. */
  readonly before?: readonly string[];
  /** The first ones of the class. */
  readonly members?: readonly string[];
  /** Above the steps of these names. */
  readonly decorators?: Readonly<Record<string, readonly string[]>>;
  /** In the steps of these names, when their value is known and nothing was printed. */
  readonly bodies?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Writes a flow whose steps do what `interpretTree` says; each prints its name, its path and its value. What is added to the
 * source isn't in the flow. Pure.
 */
export function flowOfTree({ start, block, end }: FlowTree, additions: FlowAdditions = {}): WrittenFlow {
  const writer: Writer = { steps: [], bodies: new Map() };
  add(writer, { name: end.name, next: { kind: 'end' } });
  const first = writeBlock(writer, block, end.name);
  add(writer, { name: start.name, next: linear(first) });
  const steps = writer.steps.toReversed();
  const flow = { name: 'GrownFlow', file: 'grown.py', doc: '', line: 3, decorators: [], parameters: [], steps, python: '3.11.7' };
  return { flow, source: sourceOf(writer, steps, additions) };
}

interface Writer {
  /** From the last to the first. */
  readonly steps: Step[];
  /** What a step does after its value is known. */
  readonly bodies: Map<string, readonly string[]>;
}

interface NewStep extends Pick<Step, 'name' | 'next'> {
  readonly isJoin?: boolean;
  readonly isParallel?: boolean;
  readonly body?: readonly string[];
}

function add(writer: Writer, { name, next, isJoin = false, isParallel = false, body = [] }: NewStep): string {
  const decorators = isParallel ? [{ name: 'parallel', attributes: {}, line: 1 }] : [];
  writer.steps.push({ name, line: 1, file: 'grown.py', doc: '', decorators, isJoin, arity: isJoin ? 2 : 1, next });
  writer.bodies.set(name, body);
  return name;
}

const linear = (target: string): Transition => ({ kind: 'linear', target, line: 1 });

function choice(condition: string, cases: readonly (readonly [value: string, target: string])[]): Transition {
  return { kind: 'switch', condition, cases: cases.map(([value, target]) => ({ value, target })), line: 1 };
}

/** Writes a block from its end; gives the step that it begins with. */
function writeBlock(writer: Writer, block: FlowBlock, next: string): string {
  return block.reduceRight((follower, part) => writePart(writer, part, follower), next);
}

function writePart(writer: Writer, part: FlowPart, next: string): string {
  const after = isClosed(part) && part.join !== undefined ? add(writer, { name: part.join, isJoin: true, next: linear(next) }) : next;
  switch (part.kind) {
    case 'task':
      return add(writer, { name: part.name, next: linear(after) });
    case 'split': {
      const targets = part.branches.map((branch) => writeBlock(writer, branch, after));
      return add(writer, { ...part, next: { kind: 'split', targets, line: 1 } });
    }
    case 'foreach': {
      const items = `(self.value + at) % 10 for at in range(${part.count})`;
      const target = writeBlock(writer, part.body, after);
      const body = [`self.items = ${part.isLazy ? `(${items})` : `[${items}]`}`];
      return add(writer, { ...part, next: { kind: 'foreach', target, variable: 'items', line: 1 }, body });
    }
    case 'gang': {
      const target = add(writer, { name: part.member, next: linear(after), isParallel: true });
      return add(writer, { ...part, next: { kind: 'gang', target, line: 1 }, body: [`size = ${part.count}`] });
    }
    case 'switch': {
      const cases = part.cases.map((block, index) => [`${index}`, writeBlock(writer, block, after)] as const);
      return add(writer, { ...part, next: choice('choice', cases), body: [`self.choice = self.value % ${cases.length}`] });
    }
    case 'loop':
      return writeLoop(writer, part, after);
  }
}

function writeLoop(writer: Writer, { body, tail, times }: Extract<FlowPart, { kind: 'loop' }>, after: string): string {
  // The tail is after its body, whose beginning it goes back to.
  const first = firstOf(body) ?? tail;
  const count = `self.count_${tail}`;
  const lines = [`${count} += 1`, `self.again = ${count} < ${times}`, `if not self.again: ${count} = 0`];
  add(writer, {
    name: tail,
    next: choice('again', [
      ['True', first],
      ['False', after],
    ]),
    body: lines,
  });
  return writeBlock(writer, body, tail);
}

function firstOf([part]: FlowBlock): string | undefined {
  return part?.kind === 'loop' ? (firstOf(part.body) ?? part.tail) : part?.name;
}

function sourceOf({ bodies }: Writer, steps: readonly Step[], additions: FlowAdditions): string {
  const counts = steps.flatMap(({ name, next }) => (next.kind === 'switch' && next.condition === 'again' ? [`count_${name}`] : []));
  const lines = ['from metaflow import FlowSpec, current, parallel, step', '', ...(additions.before ?? []), 'class GrownFlow(FlowSpec):'];
  lines.push(...(additions.members ?? []).map((line) => `    ${line}`));
  for (const { name, isJoin, decorators, next } of steps) {
    const body = [
      ...valueLines(name, isJoin),
      ...(name === 'start' ? counts.map((count) => `self.${count} = 0`) : []),
      ...(isJoin && counts.length > 0 ? [`self.merge_artifacts(inputs, include=${JSON.stringify(counts)})`] : []),
      ...(bodies.get(name) ?? []),
      ...(additions.bodies?.[name] ?? []),
      'print(current.step_name, current.task_id, self.value)',
      ...nextLines(next),
    ];
    lines.push(
      ...decorators.map((decorator) => `    @${decorator.name}`),
      ...(additions.decorators?.[name] ?? []).map((line) => `    ${line}`),
      '    @step',
      `    def ${name}(self${isJoin ? ', inputs' : ''}):`,
    );
    lines.push(...body.map((line) => `        ${line}`));
  }
  return `${lines.join('\n')}\n`;
}

function nextLines(next: Transition): readonly string[] {
  switch (next.kind) {
    case 'linear':
      return [`self.next(self.${next.target})`];
    case 'split':
      return [`self.next(${next.targets.map((target) => `self.${target}`).join(', ')})`];
    case 'foreach':
      return [`self.next(self.${next.target}, foreach="${next.variable}")`];
    case 'gang':
      return [`self.next(self.${next.target}, num_parallel=size)`];
    case 'switch':
      return [
        `self.next({${next.cases.map(({ value, target }) => `${value}: self.${target}`).join(', ')}}, condition="${next.condition}")`,
      ];
    default:
      return [];
  }
}
