import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { material } from '../cache/material.ts';
import { runOrThrow } from '../programs/run-program.ts';
import { airflowVariables, type BroughtAirflow } from './bring-airflow.ts';

const CheckedDagsSchema = z.object({
  dags: z.array(z.object({ id: z.string(), tasks: z.array(z.string()) })),
  problems: z.array(z.object({ file: z.string(), message: z.string() })),
});

/** What Airflow found in a folder: its DAGs with the ids of their tasks, in order, and the files that don't import. */
export interface CheckedDags {
  readonly dags: readonly { readonly id: string; readonly tasks: readonly string[] }[];
  /** The traceback of each file that doesn't import. */
  readonly problems: readonly { readonly file: string; readonly message: string }[];
}

/** Imports every DAG file of a folder without a database. */
export async function checkDags({ python }: BroughtAirflow, folder: string): Promise<CheckedDags> {
  const home = await mkdtemp(join(tmpdir(), 'frazil-airflow-'));
  try {
    const output = await runOrThrow(python, [material('python', 'check_dags.py'), folder], { variables: airflowVariables(home) });
    return CheckedDagsSchema.parse(JSON.parse(output));
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
