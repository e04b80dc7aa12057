import type { Flow, Step } from '@frazil/core';

/** The graph of a well formed flow as text, one step a line; branches are indented under their split. Pure. */
export function graphLines(flow: Flow): readonly string[] {
  const steps = new Map(flow.steps.map((step) => [step.name, step]));
  const lines: string[] = [];
  walk('start', { steps, lines, indent: '' });
  return lines;
}

interface Drawing {
  readonly steps: ReadonlyMap<string, Step>;
  readonly lines: string[];
  readonly indent: string;
}

// Draws a step and what follows it in its branch; gives the join that ends the branch, if one does.
function walk(name: string, drawing: Drawing): string | undefined {
  const step = drawing.steps.get(name);
  if (step === undefined) return undefined;
  drawing.lines.push(`${drawing.indent}${name}`);
  const join = drawBranches(step, drawing);
  if (join !== undefined) return walk(join, drawing);
  if (step.next.kind !== 'linear') return undefined;
  const { target } = step.next;
  return drawing.steps.get(target)?.isJoin === true ? target : walk(target, drawing);
}

function drawBranches({ next }: Step, drawing: Drawing): string | undefined {
  const inner = { ...drawing, indent: `${drawing.indent}│  ` };
  if (next.kind === 'foreach') {
    drawing.lines.push(`${drawing.indent}├─ for each of ${next.variable}`);
    return walk(next.target, inner);
  }
  if (next.kind !== 'split') return undefined;
  const joins = next.targets.map((target) => {
    drawing.lines.push(`${drawing.indent}├─ branch`);
    return walk(target, inner);
  });
  return joins[0];
}
