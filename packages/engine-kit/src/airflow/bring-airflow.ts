import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { installed } from '../cache/installed.ts';
import { material } from '../cache/material.ts';
import { runOrThrow } from '../programs/run-program.ts';
import { pythonEnvironment } from '../python/python-environment.ts';

/** The versions that are pinned. */
export type AirflowVersion = '2.11' | '3.3';

/** An Airflow in the cache. */
export interface BroughtAirflow {
  readonly version: AirflowVersion;
  readonly python: string;
  /** A database that was migrated and holds nothing. */
  readonly database: string;
}

/** Brings the packages of an Airflow, and makes its empty database once: migrating takes longer than most DAGs. */
export async function bringAirflow(version: AirflowVersion): Promise<BroughtAirflow> {
  const lock = material('airflow', `airflow-${version}.lock.txt`);
  const python = await pythonEnvironment({ name: `airflow-${version}`, python: '3.11', lock });
  const environment = basename(dirname(dirname(python)));
  const folder = await installed(`${environment}-database`, async (home) => {
    await runOrThrow(python, ['-m', 'airflow', 'db', 'migrate'], { variables: airflowVariables(home) });
    await Promise.all(['logs', 'airflow.cfg'].map((name) => rm(join(home, name), { recursive: true, force: true })));
  });
  return { version, python, database: join(folder, 'airflow.db') };
}

/** The environment of an Airflow whose home is a folder. Pure. */
export function airflowVariables(home: string): Record<string, string> {
  return {
    AIRFLOW_HOME: home,
    AIRFLOW__CORE__LOAD_EXAMPLES: 'False',
    AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT: '200',
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: `sqlite:///${home}/airflow.db`,
    NO_PROXY: '127.0.0.1,localhost',
  };
}
