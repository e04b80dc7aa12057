import { type Flow, type Step, targetsOf } from '@frazil/core';
import type { Invocation } from '../arguments/invocation.ts';
import { flowOf } from '../compose/flow-of.ts';
import { EXIT } from '../exit-codes.ts';

/** Prints the graph of the flow in the language of Graphviz, as Metaflow does. */
export async function outputDot(invocation: Invocation): Promise<number> {
  invocation.terminal.data(`${dotOf(await flowOf(invocation))}\n`);
  return EXIT.done;
}

/** A flow in the language of Graphviz. Pure. */
export function dotOf(flow: Flow): string {
  return [`digraph ${flow.name} {`, ...flow.steps.map(nodeOf), ...flow.steps.flatMap(edgesOf), '}'].join('\n');
}

function nodeOf(step: Step): string {
  const { name, next, isJoin } = step;
  if (next.kind === 'switch') {
    const label = `<b>${name}</b><br/><font point-size="9">switch: ${escaped(next.condition)}</font>`;
    return `"${name}"[ label = <${label}>   fontname = "Helvetica"   shape = "hexagon"   style = "filled" fillcolor = "lightgreen" ];`;
  }
  const type = isJoin ? 'join' : (TYPES[next.kind] ?? next.kind);
  return `"${name}"[ label = <<b>${name}</b> | <font point-size="10">${type}</font>>   fontname = "Helvetica"   shape = "record" ];`;
}

const TYPES: Readonly<Record<string, string>> = { gang: 'foreach', missing: 'end', unreadable: 'linear' };

function edgesOf(step: Step): readonly string[] {
  const { name, next } = step;
  if (next.kind !== 'switch') return targetsOf(step).map((target) => `${name} -> ${target};`);
  return next.cases.map(
    ({ value, target }) => `${name} -> ${target} [label="${value.replace(/["\\]/g, '\\$&')}" color="blue" fontcolor="blue"];`,
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
