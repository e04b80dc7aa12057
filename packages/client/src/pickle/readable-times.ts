import type { Node } from './node.ts';
import type { ReadArray } from './read-array.ts';

const PER_SECOND: Readonly<Record<string, bigint>> = { s: 1n, ms: 1_000n, us: 1_000_000n, ns: 1_000_000_000n };

/**
 * An array whose times are ISO 8601 texts, with a Z when it has a zone, and whose durations are seconds; any other array as it is. The
 * numbers alone would say nothing without their unit. Pure.
 */
export function readableTimes(array: ReadArray, isZoned: boolean): ReadArray {
  const [, kind, unit = ''] = /^(datetime|timedelta)64\[(\w+)\]$/.exec(array.dtype) ?? [];
  const perSecond = PER_SECOND[unit];
  if (perSecond === undefined) return array;
  const read = (item: Node): Node => {
    if (typeof item !== 'number' && typeof item !== 'bigint') return item;
    return kind === 'datetime' ? isoTime(BigInt(item), perSecond, isZoned) : Number(item) / Number(perSecond);
  };
  return { ...array, items: array.items.map(read) };
}

/** A time since 1970 as text, with as many digits of the second as it needs. Pure. */
export function isoTime(ticks: bigint, perSecond: bigint, isZoned: boolean): string {
  const rest = ((ticks % perSecond) + perSecond) % perSecond;
  const seconds = Number((ticks - rest) / perSecond);
  const digits =
    perSecond === 1n
      ? ''
      : String(rest)
          .padStart(String(perSecond).length - 1, '0')
          .replace(/0+$/, '');
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return String(ticks);
  const text = date.toISOString().slice(0, -'.000Z'.length);
  return `${text}${digits === '' ? '' : `.${digits}`}${isZoned ? 'Z' : ''}`;
}
