import { type Block, type Flow, type PlanNode, planFlow, type Step, type SwitchNode } from '@frazil/core';

/** The graph of a well formed flow as text, one step a line; branches, cases and loops are indented. Pure. */
export function graphLines(flow: Flow): readonly string[] {
  const lines: string[] = [];
  drawBlock(planFlow(flow, { environments: new Map() }).block, { lines, indent: '' });
  return lines;
}

interface Drawing {
  readonly lines: string[];
  readonly indent: string;
}

function drawBlock(block: Block, drawing: Drawing): void {
  let before: Step | undefined;
  for (const node of block) {
    if (node.kind === 'switch') drawSwitch(node, before, drawing);
    else drawNode(node, drawing);
    before = 'join' in node ? node.join.step : node.kind === 'task' ? node.step : undefined;
  }
}

/** The values are those that the step before the switch says. */
function drawSwitch({ condition, cases }: SwitchNode, before: Step | undefined, { lines, indent }: Drawing): void {
  const written = before?.next.kind === 'switch' ? before.next.cases : [];
  for (const { target, block } of cases) {
    const values = written.filter((each) => each.target === target).map(({ value }) => value);
    lines.push(`${indent}├─ when ${condition} is ${values.join(' or ')}`);
    drawBlock(block, { lines, indent: `${indent}│  ` });
  }
}

function drawNode(node: Exclude<PlanNode, SwitchNode>, drawing: Drawing): void {
  const say = (text: string) => drawing.lines.push(`${drawing.indent}${text}`);
  const branch = (title: string, block: Block) => {
    say(`├─ ${title}`);
    drawBlock(block, { ...drawing, indent: `${drawing.indent}│  ` });
  };
  switch (node.kind) {
    case 'task':
      say(node.step.name);
      return;
    case 'parallel':
      for (const each of node.branches) branch('branch', each);
      say(node.join.step.name);
      return;
    case 'foreach':
      branch(`for each of ${node.variable}`, node.body);
      say(node.join.step.name);
      return;
    case 'gang':
      branch('several at once', node.body);
      say(node.join.step.name);
      return;
    case 'loop':
      branch('again and again', node.body);
      return;
    case 'repeat':
      say(`↺ ${node.head}`);
  }
}
