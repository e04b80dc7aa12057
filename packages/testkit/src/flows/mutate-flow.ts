import type { Flow, Step, Transition } from '@frazil/core';

/** Changes a flow so that it may hang together no more: each number is one change. Pure. */
export function mutateFlow(flow: Flow, numbers: readonly number[]): Flow {
  return numbers.reduce(mutated, flow);
}

function mutated(flow: Flow, number: number): Flow {
  const { steps } = flow;
  const at = number % steps.length;
  const rest = Math.floor(number / steps.length);
  const target = steps[Math.floor(rest / 6) % steps.length]?.name ?? 'end';
  const change = (step: Step): readonly Step[] => changed(step, rest % 6, target);
  return { ...flow, steps: steps.flatMap((step, index) => (index === at ? change(step) : [step])) };
}

function changed(step: Step, how: number, target: string): readonly Step[] {
  switch (how) {
    case 0:
      return [{ ...step, isJoin: !step.isJoin, arity: step.isJoin ? 1 : 2 }];
    case 1:
      return [];
    case 2:
      return [{ ...step, next: { kind: 'linear', target, line: 1 } }];
    case 3:
      return [{ ...step, next: withCase(step.next, target) }];
    case 4:
      return [{ ...step, next: { kind: 'foreach', target, variable: 'items', line: 1 } }];
    default:
      return [{ ...step, next: { kind: 'split', targets: [...new Set([...targetsIn(step.next), target])], line: 1 } }];
  }
}

function withCase(next: Transition, target: string): Transition {
  const cases = [...targetsIn(next), target].map((each, index) => ({ value: `${index}`, target: each }));
  return { kind: 'switch', condition: 'choice', cases, line: 1 };
}

function targetsIn(next: Transition): readonly string[] {
  if (next.kind === 'switch') return next.cases.map(({ target }) => target);
  if (next.kind === 'split') return next.targets;
  return 'target' in next ? [next.target] : [];
}
