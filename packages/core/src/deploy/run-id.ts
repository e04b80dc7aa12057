import { digestOf, hexOf } from '../digest.ts';

const LONGEST = 150;

/**
 * The id of a run that an engine started: the engine's name and the engine's own id of the run. Letters, digits, `.`, `_` and
 * `-` stay; an id with others (such as Airflow's times) or a very long one gets a digest at its end, so that no two are alike. Pure.
 */
export function runIdOf(engine: string, raw: string): string {
  const plain = raw.replaceAll(/[^A-Za-z0-9._-]+/g, '-').slice(0, LONGEST);
  if (plain === raw && raw !== '') return `${engine}-${raw}`;
  return `${engine}-${plain}-${hexOf(digestOf(raw)).slice(0, 8)}`;
}
