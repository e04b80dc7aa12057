import type { Plan } from '@frazil/core';
import { stepFunctionsErrors } from '../errors.ts';

const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: 'minute', from: 0, to: 59, names: [] },
  { name: 'hour', from: 0, to: 23, names: [] },
  { name: 'day of month', from: 1, to: 31, names: [] },
  { name: 'month', from: 1, to: 12, names: MONTHS },
  { name: 'day of week', from: 0, to: 7, names: DAYS },
];

/**
 * Five fields of cron as the six of AWS. Days of the week become names, since AWS counts them from 1; one of the two fields of
 * days becomes `?`. What only AWS knows (`L`, `W`, `#`) stays. Pure.
 */
export function awsCron({ flow, file }: Plan, cron: string): string {
  const refuse = (reason: string) => stepFunctionsErrors.create('sfn.schedule-unsupported', { flow, cron, reason }, { location: { file } });
  const fields = cron.split(' ');
  if (fields.length !== FIELDS.length) throw refuse(`it has ${fields.length} fields and not 5`);
  const [minute, hour, day, month, weekday] = FIELDS.map((field, index) => {
    const text = fieldOf(field, (fields[index] ?? '').toUpperCase());
    if (text === undefined) throw refuse(`${fields[index]} is no ${field.name}`);
    return text;
  });
  if (day !== '*' && weekday !== '*') throw refuse('it names days of the month as well as days of the week');
  return [minute, hour, weekday === '*' ? day : '?', month, weekday === '*' ? '?' : weekday, '*'].join(' ');
}

function fieldOf(field: Field, text: string): string | undefined {
  if (text === '*') return text;
  const isDay = field.name.startsWith('day');
  if (isDay && /^(L|LW|\d{1,2}W|[0-7]L|[0-7]#[1-5])$/.test(text)) return field.names === DAYS ? awsDay(text) : text;
  const values = text.split(',').map((part) => valuesOf(field, part));
  if (values.some((each) => each === undefined)) return undefined;
  const all = new Set(values.flatMap((each) => each ?? []).map((value) => (field.names === DAYS ? value % 7 : value)));
  const sorted = [...all].sort((a, b) => a - b);
  return field.names === DAYS ? sorted.map((value) => DAYS[value]).join(',') : sorted.join(',');
}

/** `5L` and `5#2` count days from 0, as the rest of cron does; AWS counts them from 1. */
function awsDay(text: string): string {
  return /^\d/.test(text) ? `${(Number(text[0]) % 7) + 1}${text.slice(1)}` : text;
}

const PART = /^(?:(?<all>\*)|(?<from>\w+)(?:-(?<to>\w+))?)(?:\/(?<step>[1-9]\d*))?$/;

// The values of `7`, `1-5`, `MON-FRI`, `*/15`, `10-30/5` or `5/10`; undefined when they make no sense.
function valuesOf(field: Field, part: string): readonly number[] | undefined {
  const groups = PART.exec(part)?.groups;
  if (groups === undefined) return undefined;
  const last = field.names === DAYS ? 6 : field.to;
  const from = groups.all === undefined ? numberOf(field, groups.from) : field.from;
  const isOpen = groups.to === undefined && (groups.all !== undefined || groups.step !== undefined);
  const to = isOpen ? last : numberOf(field, groups.to ?? groups.from);
  if (from === undefined || to === undefined || from > to) return undefined;
  const step = Number(groups.step ?? 1);
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

function numberOf({ from, to, names }: Field, text = ''): number | undefined {
  const named = names.indexOf(text);
  const value = named === -1 ? Number(text) : named + from;
  return Number.isInteger(value) && value >= from && value <= to ? value : undefined;
}
