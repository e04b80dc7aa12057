import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskError } from '@frazil/core';
import type { FollowUp } from '@frazil/runtime';

/** Where Airflow's sidecar looks for what a pod gives back. */
const XCOM = '/airflow/xcom';

/** Writes what engines read of a task that has happened: a small file for each thing, and for Airflow one document. */
export function writeOut(folder: string, followUp: FollowUp, xcom = XCOM): void {
  const { path, items, count: _, ...texts } = followUp;
  const files = { task: path, ...(items && { items: JSON.stringify(items) }), ...texts };
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    if (existsSync(xcom)) writeFileSync(join(xcom, 'return.json'), JSON.stringify(followUp));
  } catch (error) {
    throw diskError(error, 'writing', folder);
  }
}
