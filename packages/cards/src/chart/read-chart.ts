import type { Channel, Chart, Layer, Mark, Row } from './chart.ts';

/** The part of Vega-Lite that is drawn here; a text says why another specification is not. Pure. */
export function readChart(spec: unknown): Chart | string {
  const strange = ['hconcat', 'vconcat', 'concat', 'facet', 'repeat', 'marks', 'transform'].find((name) => !isEmpty(member(spec, name)));
  if (strange !== undefined) return `it has ${strange}`;
  const layers: Layer[] = [];
  const parts = listOf(member(spec, 'layer'));
  for (const part of parts.length > 0 ? parts : [{}]) {
    const layer = readLayer(spec, part);
    if (typeof layer === 'string') return layer;
    layers.push(layer);
  }
  const title = member(spec, 'title');
  return { title: textOf(member(title, 'text') ?? title), layers };
}

/** The rows of a chart's data. Pure. */
export function rowsOf(spec: unknown, part: unknown = {}): readonly Row[] | string {
  const data = member(part, 'data') ?? member(spec, 'data');
  if (member(data, 'url') !== undefined) return 'its data is elsewhere, and a card asks for nothing';
  const named = member(member(spec, 'datasets'), textOf(member(data, 'name')));
  return listOf(member(data, 'values') ?? named).map((row) => (isRecord(row) ? row : { data: row }));
}

const MARKS: Readonly<Record<string, Mark>> = {
  bar: 'bar',
  line: 'line',
  trail: 'line',
  area: 'area',
  point: 'point',
  circle: 'point',
  square: 'point',
  tick: 'point',
  rule: 'rule',
  text: 'text',
};

function readLayer(spec: unknown, part: unknown): Layer | string {
  if (!isEmpty(member(part, 'transform'))) return 'it has transform';
  const written = member(part, 'mark') ?? member(spec, 'mark');
  const name = textOf(member(written, 'type') ?? written);
  const mark = MARKS[name];
  if (mark === undefined) return `its mark is ${name || 'missing'}`;
  const rows = rowsOf(spec, part);
  if (typeof rows === 'string') return rows;
  const encoding = { ...recordOf(member(spec, 'encoding')), ...recordOf(member(part, 'encoding')) };
  const strange = ['row', 'column', 'facet', 'theta', 'x2', 'y2', 'xOffset', 'yOffset'].find((channel) => encoding[channel] !== undefined);
  if (strange !== undefined) return `it has ${strange}`;
  if (Object.values(encoding).some((channel) => member(channel, 'timeUnit') !== undefined)) return 'it has timeUnit';
  const { x, y, color, text } = encoding;
  return { mark, rows, x: readChannel(x), y: readChannel(y), color: readChannel(color), text: readChannel(text) };
}

function readChannel(written: unknown): Channel | undefined {
  if (!isRecord(written)) return undefined;
  const [field, aggregate] = [optionalText(member(written, 'field')), optionalText(member(written, 'aggregate'))];
  const value = member(written, 'value') ?? member(written, 'datum');
  if (field === undefined && aggregate === undefined && value === undefined) return undefined;
  const isBinned = Boolean(member(written, 'bin'));
  const type = textOf(member(written, 'type')) || (aggregate !== undefined || isBinned || typeof value === 'number' ? 'quantitative' : '');
  const name = aggregate === undefined ? (field ?? '') : field === undefined ? aggregate : `${aggregate} of ${field}`;
  return {
    field,
    aggregate,
    isBinned,
    type: type === 'quantitative' || type === 'temporal' ? type : 'nominal',
    title: textOf(member(written, 'title') ?? member(member(written, 'axis'), 'title')) || name,
    value: typeof value === 'number' || typeof value === 'string' ? value : undefined,
    isFromZero: member(member(written, 'scale'), 'zero') !== false,
  };
}

function member(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(' ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
