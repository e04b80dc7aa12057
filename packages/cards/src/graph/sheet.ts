import type { GraphNode } from './graph.ts';
import type { Layout, Place } from './layout.ts';

const CHARACTER = 7.3;
const ROW = 68;
const GAP = 56;
const MARGIN = 14;
const REMARK = 20;
const LONGEST = 28;

/** The height of a step's box. */
export const BOX_HEIGHT = 34;

/** Where a step's box is, in points. */
export interface Box {
  readonly left: number;
  readonly width: number;
  readonly middle: number;
}

/** A layout in points. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Box>;
  /** The point in the middle of a column and row. */
  readonly pointOf: (place: Place) => { readonly x: number; readonly y: number };
}

/** Gives a layout its size: columns as wide as their widest name. Pure. */
export function sheetOf(graph: readonly GraphNode[], { places, arrows }: Layout): Sheet {
  const rows = [...places.values(), ...arrows.flatMap((arrow) => arrow.places)].map(({ row }) => row);
  const [highest, lowest] = rows.reduce(([high, low], row) => [Math.min(high, row), Math.max(low, row)], [0, 0]);
  const { centres, width } = columnsOf(graph, places);
  const pointOf = ({ column, row }: Place) => ({ x: centres[column] ?? 0, y: (row - highest) * ROW + MARGIN + BOX_HEIGHT / 2 });
  const remarks = graph.some(({ note }) => note !== '') ? REMARK : 0;
  const boxes = graph.map((node): [string, Box] => {
    const { x, y } = pointOf(places.get(node.name) ?? { column: 0, row: 0 });
    return [node.name, { left: x - widthOf(node) / 2, width: widthOf(node), middle: y }];
  });
  return { width, height: (lowest - highest) * ROW + BOX_HEIGHT + 2 * MARGIN + remarks, boxes: new Map(boxes), pointOf };
}

/** A name that fits into a box. Pure. */
export function shortName(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
}

function columnsOf(graph: readonly GraphNode[], places: ReadonlyMap<string, Place>) {
  const widths: number[] = [];
  for (const node of graph) {
    const column = places.get(node.name)?.column ?? 0;
    while (widths.length <= column) widths.push(0);
    widths[column] = Math.max(widths[column] ?? 0, widthOf(node));
  }
  let left = MARGIN;
  const centres = widths.map((width) => {
    const centre = left + width / 2;
    left += width + GAP;
    return centre;
  });
  return { centres, width: left - GAP + MARGIN };
}

/** Even, so that middles are whole. */
function widthOf({ name }: GraphNode): number {
  return 2 * Math.round(Math.max(64, shortName(name).length * CHARACTER + 28) / 2);
}
