import type { Json } from '@frazil/core';
import { templateText } from './print-text.ts';

/** A value whose texts Airflow's templates leave as they are. Pure. */
export function templatesIn(given: Json): Json {
  if (typeof given === 'string') return templateText(given);
  if (Array.isArray(given)) return given.map((item: Json) => templatesIn(item));
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([key, member]) => [key, member && templatesIn(member)]));
}
