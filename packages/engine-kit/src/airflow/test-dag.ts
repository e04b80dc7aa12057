import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import { runProgram } from '../programs/run-program.ts';
import { airflowVariables, type BroughtAirflow } from './bring-airflow.ts';

const Rows = z.array(z.object({ task_id: z.string(), map_index: z.number(), state: z.nullable(z.string()), try_number: z.number() }));

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

/** How a run of a DAG went. */
export interface DagTest {
  /** 0 when the run succeeded. */
  readonly exitCode: number | null;
  /** All that Airflow and the tasks said. */
  readonly log: string;
  /** The task instances; `index` is -1 for a task that is not mapped. */
  readonly tasks: readonly { readonly id: string; readonly index: number; readonly state: string | undefined; readonly tries: number }[];
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
  const connection = { conn_type: 'kubernetes', extra: { kube_config_path: kubeconfig, in_cluster: false } };
  return {
    ...airflowVariables(home),
    AIRFLOW__CORE__DAGS_FOLDER: join(home, 'dags'),
    ...(kubeconfig !== undefined && { KUBECONFIG: kubeconfig, AIRFLOW_CONN_KUBERNETES_DEFAULT: JSON.stringify(connection) }),
    ...env,
  };
}

function tasksIn(path: string): DagTest['tasks'] {
  const database = new DatabaseSync(path);
  try {
    const rows = Rows.parse(database.prepare('select task_id, map_index, state, try_number from task_instance').all());
    const tasks = rows.map((row) => ({ id: row.task_id, index: row.map_index, state: row.state ?? undefined, tries: row.try_number }));
    return tasks.sort((a, b) => a.id.localeCompare(b.id) || a.index - b.index);
  } finally {
    database.close();
  }
}
