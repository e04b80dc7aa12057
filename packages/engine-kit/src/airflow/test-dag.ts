import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runProgram } from '../programs/run-program.ts';
import { airflowVariables, type BroughtAirflow } from './bring-airflow.ts';
import { kubernetesVariables } from './kubernetes-variables.ts';
import { type DagTest, tasksIn } from './tasks-in.ts';

/** A DAG to run. */
export interface DagTestInput {
  /** A file that needs no other. */
  readonly dagFile: string;
  readonly dagId: string;
  /** The parameters of the run. */
  readonly conf?: unknown;
  /** The cluster that its pods go to: KUBECONFIG, and the connection that the Kubernetes operators take by default. */
  readonly kubeconfig?: string;
  /** More variables. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a DAG once with `airflow dags test`, in a fresh home with SQLite that is removed afterwards. */
export async function testDag(airflow: BroughtAirflow, input: DagTestInput): Promise<DagTest> {
  const home = await mkdtemp(join(tmpdir(), 'frazil-airflow-'));
  try {
    const database = join(home, 'airflow.db');
    await copyFile(airflow.database, database);
    // Airflow 3 reads every file of the folder: it gets one that holds this DAG alone.
    const dags = join(home, 'dags');
    const dagFile = join(dags, basename(input.dagFile));
    await mkdir(dags);
    await copyFile(input.dagFile, dagFile);
    const file = airflow.version === '2.11' ? '--subdir' : '--dagfile-path';
    const args = ['-m', 'airflow', 'dags', 'test', input.dagId, file, dagFile, '--conf', JSON.stringify(input.conf ?? {})];
    const output = await runProgram(airflow.python, args, { directory: home, variables: variablesOf(home, input) });
    return { exitCode: output.exitCode, log: `${output.stdout}\n${output.stderr}`, tasks: tasksIn(database) };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function variablesOf(home: string, { kubeconfig, env }: DagTestInput): Record<string, string> {
  return {
    ...airflowVariables(home),
    AIRFLOW__CORE__DAGS_FOLDER: join(home, 'dags'),
    ...(kubeconfig !== undefined && kubernetesVariables(kubeconfig)),
    ...env,
  };
}
