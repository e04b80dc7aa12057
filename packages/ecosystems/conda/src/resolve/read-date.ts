import { condaErrors } from '../errors.ts';

/** A date of a request in milliseconds. A day means its first moment, in UTC, so that the same lock comes out in every time zone. Pure. */
export function readDate(date: string | undefined): number | undefined {
  if (date === undefined) return undefined;
  const time = /^\d{4}-\d\d-\d\d$/.test(date) ? `${date}T00:00:00Z` : date;
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(time) || Number.isNaN(Date.parse(time))) throw condaErrors.create('conda.bad-date', { date });
  return Date.parse(time);
}

/** A moment as locks have it: to the second. Pure. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
