import type { Datum } from './chart.ts';

/** Where values are along an axis. */
export interface Scale {
  /** The place of a value; undefined for what has none. */
  place(value: Datum): number | undefined;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  /** The width of one value's band; 0 on an axis of numbers. */
  readonly band: number;
}

/** An axis of numbers, or of times, from one place to another. Pure. */
export function numberScale(values: readonly number[], [from, to]: readonly [number, number], isTime: boolean): Scale {
  let low = values.reduce((a, b) => Math.min(a, b), Infinity);
  let high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (low > high) [low, high] = [0, 1];
  if (low === high) [low, high] = [low - (Math.abs(low) || 1) / 2, high + (Math.abs(high) || 1) / 2];
  const step = niceStep(high - low, 5);
  if (!isTime) [low, high] = [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
  const place = (value: number) => from + ((value - low) / (high - low)) * (to - from);
  const count = Math.min(20, Math.floor((high - low) / step + 1e-9));
  const first = isTime ? Math.ceil(low / step) * step : low;
  const ticks = Array.from({ length: count + 1 }, (_, index) => first + index * step).filter((tick) => tick <= high + step * 1e-6);
  return {
    place: (value) => (typeof value === 'number' && Number.isFinite(value) ? place(value) : undefined),
    ticks: ticks.map((tick) => ({ at: place(tick), label: isTime ? timeLabel(tick, step) : numberLabel(tick) })),
    band: 0,
  };
}

/** An axis of names, a band for each. Pure. */
export function nameScale(values: readonly Datum[], [from, to]: readonly [number, number]): Scale {
  const names = [...new Set(values.map(String))];
  const band = (to - from) / Math.max(1, names.length);
  const index = new Map(names.map((name, position) => [name, position]));
  const place = (value: Datum): number | undefined => {
    const position = index.get(String(value));
    return position === undefined ? undefined : from + band * (position + 0.5);
  };
  const each = Math.ceil(names.length / 24);
  const shown = names.filter((_, position) => position % each === 0);
  return { place, ticks: shown.map((label) => ({ at: place(label) ?? 0, label })), band: Math.abs(band) };
}

/** A step of 1, 2 or 5 and zeros that goes about so many times into a length. Pure. */
export function niceStep(length: number, times: number): number {
  const rough = length / times;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = rough / power;
  return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
}

function numberLabel(value: number): string {
  const rounded = Number(value.toPrecision(12));
  return Math.abs(rounded) >= 1e9 || (rounded !== 0 && Math.abs(rounded) < 1e-4)
    ? rounded.toExponential()
    : rounded.toLocaleString('en', { maximumFractionDigits: 6 });
}

function timeLabel(value: number, step: number): string {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return '';
  return step < 86_400_000 ? date.toISOString().slice(11, 19) : date.toISOString().slice(0, 10);
}
