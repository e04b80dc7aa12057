import type { GraphNode } from './graph.ts';

/** Where a step, or a bend of an arrow, is: column and row, in steps of one; rows are centred about 0. */
export interface Place {
  readonly column: number;
  readonly row: number;
}

/** An arrow: the places it passes, first and last included. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly places: readonly Place[];
}

/** A graph with places: columns follow the arrows, rows avoid crossings. */
export interface Layout {
  readonly places: ReadonlyMap<string, Place>;
  readonly arrows: readonly Arrow[];
}

const SWEEPS = 6;

/** Lays out a graph in columns. Pure; takes a few milliseconds for a thousand steps. */
export function layOut(graph: readonly GraphNode[]): Layout {
  const columns = columnsOf(graph);
  const chains = graph.flatMap((node) => node.next.map((to) => chainOf(node.name, to, columns)));
  const links = chains.flatMap((chain) => chain.slice(1).map((to, index) => [chain[index] ?? '', to] as const));
  const rows = rowsOf(layersOf(graph, chains, columns), links);
  const placeOf = (id: string): Place => rows.get(id) ?? { column: 0, row: 0 };
  return {
    places: new Map(graph.map(({ name }) => [name, placeOf(name)])),
    arrows: chains.map((chain) => ({ from: chain[0] ?? '', to: chain.at(-1) ?? '', places: chain.map(placeOf) })),
  };
}

/** The longest way to each step. */
function columnsOf(graph: readonly GraphNode[]): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  for (const { name, next } of graph) {
    const column = columns.get(name) ?? 0;
    columns.set(name, column);
    for (const to of next) columns.set(to, Math.max(columns.get(to) ?? 0, column + 1));
  }
  return columns;
}

/** An arrow as a chain of ids, with a bend in each column that it crosses. */
function chainOf(from: string, to: string, columns: ReadonlyMap<string, number>): readonly string[] {
  const first = (columns.get(from) ?? 0) + 1;
  const between = Math.max(0, (columns.get(to) ?? 0) - first);
  return [from, ...Array.from({ length: between }, (_, index) => `${from} ${to} ${first + index}`), to];
}

function layersOf(
  graph: readonly GraphNode[],
  chains: readonly (readonly string[])[],
  columns: ReadonlyMap<string, number>,
): readonly (readonly string[])[] {
  const layers: string[][] = [];
  for (const { name } of graph) addTo(layers, columns.get(name) ?? 0, name);
  for (const chain of chains) {
    const start = columns.get(chain[0] ?? '') ?? 0;
    for (const [index, bend] of chain.slice(1, -1).entries()) addTo(layers, start + 1 + index, bend);
  }
  return layers;
}

function addTo(layers: string[][], column: number, id: string): void {
  while (layers.length <= column) layers.push([]);
  layers[column]?.push(id);
}

/** Orders each column by the mean row of its neighbours, forth and back a few times. */
function rowsOf(layers: readonly (readonly string[])[], links: readonly (readonly [string, string])[]): ReadonlyMap<string, Place> {
  const before = Map.groupBy(links, ([, to]) => to);
  const after = Map.groupBy(links, ([from]) => from);
  const places = new Map<string, Place>();
  for (const [column, layer] of layers.entries()) placeLayer(places, layer, column);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const isForth = sweep % 2 === 0;
    for (const [column, layer] of isForth ? layers.entries() : [...layers.entries()].reverse()) {
      const neighbours = (id: string) => (isForth ? before.get(id)?.map(([from]) => from) : after.get(id)?.map(([, to]) => to)) ?? [];
      placeLayer(places, orderByNeighbours(layer, places, neighbours), column);
    }
  }
  return places;
}

function orderByNeighbours(
  layer: readonly string[],
  places: ReadonlyMap<string, Place>,
  neighbours: (id: string) => readonly string[],
): readonly string[] {
  const rowOf = (id: string) => places.get(id)?.row ?? 0;
  const weighted = layer.map((id) => {
    const rows = neighbours(id).map(rowOf);
    const own = rowOf(id);
    return { id, own, weight: rows.length === 0 ? own : rows.reduce((sum, row) => sum + row, 0) / rows.length };
  });
  return weighted.sort((a, b) => a.weight - b.weight || a.own - b.own).map(({ id }) => id);
}

function placeLayer(places: Map<string, Place>, ids: readonly string[], column: number): void {
  for (const [index, id] of ids.entries()) places.set(id, { column, row: index - (ids.length - 1) / 2 });
}
