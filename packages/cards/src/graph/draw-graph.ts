import { clip } from '../document/clip.ts';
import { type Html, html } from '../html/html.ts';
import type { GraphNode } from './graph.ts';
import { type Arrow, layOut } from './layout.ts';
import { BOX_HEIGHT, type Box, type Sheet, sheetOf, shortName } from './sheet.ts';

const LONGEST_DESCRIPTION = 10_000;

/** A picture of a flow's steps with one of them marked. Pure. */
export function drawGraph(graph: readonly GraphNode[], current: string): Html {
  const layout = layOut(graph);
  const sheet = sheetOf(graph, layout);
  const { width, height } = sheet;
  return html`<div class="graph" tabindex="0" role="group" aria-label="Steps of the flow">
<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${inWords(graph, current)}">
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>
${layout.arrows.map((arrow) => drawArrow(arrow, sheet))}${graph.map((node) => drawStep(node, node.name === current, sheet.boxes.get(node.name)))}</svg></div>
`;
}

function inWords(graph: readonly GraphNode[], current: string): string {
  const steps = graph.map(({ name, next, note }) => {
    const remark = note === '' ? '' : ` (${note})`;
    return next.length === 0 ? `${name}${remark}` : `${name}${remark} leads to ${next.join(' and ')}`;
  });
  return clip(`This card is of the step ${clip(current)}. ${steps.join('; ')}.`, LONGEST_DESCRIPTION);
}

function drawStep({ name, note, isRepeated }: GraphNode, isCurrent: boolean, box: Box | undefined): Html {
  if (box === undefined) return html``;
  const { left, width, middle } = box;
  const top = middle - BOX_HEIGHT / 2;
  const centre = left + width / 2;
  const behind = isRepeated && html`<rect class="behind" x="${left + 4}" y="${top - 4}" width="${width}" height="${BOX_HEIGHT}" rx="8"/>`;
  const remark = note !== '' && html`<text class="remark" x="${centre}" y="${top + BOX_HEIGHT + 15}">${shortName(note)}</text>`;
  return html`<g class="step${isCurrent && html` current`}"><title>${clip(name)}</title>${behind}<rect x="${left}" y="${top}" width="${width}" height="${BOX_HEIGHT}" rx="8"/><text x="${centre}" y="${middle + 4}">${shortName(name)}</text>${remark}</g>
`;
}

function drawArrow({ from, to, places }: Arrow, { boxes, pointOf }: Sheet): Html {
  const source = boxes.get(from);
  const target = boxes.get(to);
  if (source === undefined || target === undefined) return html``;
  const start = { x: source.left + source.width, y: source.middle };
  const points = [...places.slice(1, -1).map(pointOf), { x: target.left - 2, y: target.middle }];
  const curves = points.map(({ x, y }, index) => {
    const before = points[index - 1] ?? start;
    const bend = (before.x + x) / 2;
    return `C${bend} ${before.y} ${bend} ${y} ${x} ${y}`;
  });
  return html`<path class="arrow" d="M${start.x} ${start.y}${curves.join('')}" marker-end="url(#tip)"/>\n`;
}
