import { type AirflowVersion, bringAirflow } from './bring-airflow.ts';
import { type CheckedDags, checkDags } from './check-dags.ts';
import type { DagTest } from './tasks-in.ts';
import { type DagTestInput, testDag } from './test-dag.ts';

/** An Airflow of this machine, with the providers for Kubernetes and Amazon. */
export interface Airflow {
  readonly version: AirflowVersion;
  /** The Python that has it. */
  readonly python: string;
  /** Imports every DAG file of a folder, as Airflow's own processor does, without a database. */
  checkDags(folder: string): Promise<CheckedDags>;
  /** Runs a DAG once, in an Airflow home of its own, with Airflow's own `dags test`: the real operators, in one process. */
  testDag(input: DagTestInput): Promise<DagTest>;
}

/** Brings an Airflow: once per machine, with the network; then at once. */
export async function airflow(version: AirflowVersion): Promise<Airflow> {
  const brought = await bringAirflow(version);
  return {
    version,
    python: brought.python,
    checkDags: (folder) => checkDags(brought, folder),
    testDag: (input) => testDag(brought, input),
  };
}
