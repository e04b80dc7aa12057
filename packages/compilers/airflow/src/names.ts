import { type Identity, identityOf, withDigest } from '@frazil/core';
import { airflowErrors } from './errors.ts';

const LONGEST_DAG_ID = 200;
/** Leaves room for what is put behind the id of a step: `-case-` and a step's name. */
const LONGEST_TASK_ID = 100;
const KEY = /^[A-Za-z0-9_.-]+$/;

/** The id of a plan's DAG. Pure. Different flows get different ids: a name that has to be changed to be allowed gets a digest of what it was. */
export function dagIdOf(plan: Identity, chosen?: string): string {
  if (chosen === undefined) return keyOf(identityOf(plan), LONGEST_DAG_ID);
  if (chosen.length > LONGEST_DAG_ID || !KEY.test(chosen)) throw airflowErrors.create('airflow.name', { name: chosen });
  return chosen;
}

/** The id of the task of a place of the plan. Pure. */
export function taskIdOf(id: string): string {
  return keyOf(id, LONGEST_TASK_ID);
}

/** The address under which Airflow hears that a run of a flow is done. Pure. */
export function runsAsset(identity: string): string {
  return `frazil://runs/${encodeURIComponent(identity)}`;
}

/** The address under which Airflow hears of an event. Pure. */
export function eventsAsset(event: string): string {
  return `frazil://events/${encodeURIComponent(event)}`;
}

/** A text as the id of something in Airflow: itself when it may be one. Pure. */
export function keyOf(text: string, longest: number): string {
  return text.length <= longest && KEY.test(text) ? text : withDigest(text.replaceAll(/[^A-Za-z0-9_.-]/g, '_'), text, longest);
}
