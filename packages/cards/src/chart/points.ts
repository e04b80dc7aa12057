import type { Channel, Datum, Layer, Row } from './chart.ts';
import { niceStep } from './scale.ts';

/** What is drawn at one place. */
export interface Point {
  readonly x: Datum;
  /** The end of a bin. */
  readonly xEnd: number | undefined;
  readonly y: Datum;
  readonly color: Datum;
  readonly text: Datum;
}

const MOST = 5_000;

/** The points of a layer: its rows, binned and aggregated as its channels say. Pure. */
export function pointsOf(layer: Layer): readonly Point[] {
  const { x, y, color, text } = layer;
  const step = x?.isBinned ? binStep(layer.rows, x) : undefined;
  const groups = new Map<string, { readonly first: Row; readonly rows: Row[] }>();
  const isAggregated = [x, y, color, text].some((channel) => channel?.aggregate !== undefined);
  for (const [index, row] of layer.rows.entries()) {
    const key = isAggregated ? JSON.stringify([plain(x, row, step), plain(y, row), plain(color, row), plain(text, row)]) : String(index);
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { first: row, rows: [row] });
  }
  return [...groups.values()].slice(0, MOST).map(({ first, rows }) => {
    const at = x?.aggregate === undefined ? plain(x, first, step) : aggregate(x, rows);
    return {
      x: at,
      xEnd: step !== undefined && typeof at === 'number' ? at + step : undefined,
      y: y?.aggregate === undefined ? plain(y, first) : aggregate(y, rows),
      color: color?.aggregate === undefined ? plain(color, first) : aggregate(color, rows),
      text: text?.aggregate === undefined ? plain(text, first) : aggregate(text, rows),
    };
  });
}

function binStep(rows: readonly Row[], channel: Channel): number {
  const values = rows.map((row) => plain(channel, row)).filter((value) => typeof value === 'number');
  const [low, high] = [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity)];
  return niceStep(low < high ? high - low : 1, 10);
}

/** The value of a channel that isn't aggregated. */
function plain(channel: Channel | undefined, row: Row, step?: number): Datum {
  if (channel === undefined || channel.aggregate !== undefined) return undefined;
  if (channel.field === undefined) return channel.value;
  const value = datumOf(Object.hasOwn(row, channel.field) ? row[channel.field] : undefined);
  if (channel.type === 'nominal') return value;
  const number = channel.type === 'temporal' && typeof value === 'string' ? Date.parse(value) : Number(value ?? Number.NaN);
  if (!Number.isFinite(number)) return undefined;
  return step === undefined ? number : Math.floor(number / step + 1e-9) * step;
}

function aggregate({ aggregate: how = '', field }: Channel, rows: readonly Row[]): number | undefined {
  if (how === 'count') return rows.length;
  const values = rows.map((row) => Number((field !== undefined && row[field]) ?? Number.NaN)).filter(Number.isFinite);
  const sum = values.reduce((a, b) => a + b, 0);
  if (how === 'sum') return sum;
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  if (how === 'min') return sorted[0];
  if (how === 'max') return sorted.at(-1);
  if (how === 'distinct') return new Set(values).size;
  if (how !== 'median') return sum / values.length;
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

function datumOf(value: unknown): Datum {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : value == null
      ? undefined
      : JSON.stringify(value);
}
