import { type Block, type Flow, type PlanNode, planFlow } from '@frazil/core';

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
  for (const node of block) drawNode(node, drawing);
}

function drawNode(node: PlanNode, drawing: Drawing): void {
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
    case 'switch':
      for (const { target, block } of node.cases) branch(`when ${node.condition} says ${target}`, block);
      return;
    case 'loop':
      branch(`until it leaves the loop`, node.body);
      return;
    case 'repeat':
      say(`↺ ${node.head}`);
  }
}
