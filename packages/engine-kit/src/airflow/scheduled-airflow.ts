import { randomBytes, randomUUID } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../programs/free-port.ts';
import { type StartedProgram, startProgram } from '../programs/start-program.ts';
import { airflowVariables, bringAirflow } from './bring-airflow.ts';
import { type DagRunsApi, dagRunsApi } from './dag-runs-api.ts';
import { kubernetesVariables } from './kubernetes-variables.ts';
import { type DagTest, tasksIn } from './tasks-in.ts';

/** A DAG to run on a scheduler. */
export interface ScheduledDag {
  /** A file that needs no other, under a name that no other DAG of the scheduler has. */
  readonly dagFile: string;
  readonly dagId: string;
  /** The parameters of the run. */
  readonly conf?: unknown;
  /** Airflow's id of the run; a new one when undefined. */
  readonly runId?: string;
}

/** An Airflow with its scheduler, its API and its reader of DAG files, which runs several tasks at the same time. */
export interface ScheduledAirflow {
  /** Runs a DAG once, beside others. */
  runDag(dag: ScheduledDag): Promise<DagTest>;
  stop(): Promise<void>;
}

/**
 * Starts Airflow 3.3 as it is run in earnest, with processes of this machine as its executor: 20 to 40 seconds. The pods of its
 * tasks go to the cluster of the kubeconfig.
 */
export async function startScheduledAirflow(kubeconfig: string): Promise<ScheduledAirflow> {
  const { python, database } = await bringAirflow('3.3');
  const home = await mkdtemp(join(tmpdir(), 'frazil-airflow-'));
  const dags = join(home, 'dags');
  await mkdir(dags);
  await copyFile(database, join(home, 'airflow.db'));
  letReadWhileWriting(join(home, 'airflow.db'));
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const variables = { ...airflowVariables(home), ...kubernetesVariables(kubeconfig), ...scheduledVariables(endpoint, dags) };
  const api = dagRunsApi(endpoint);
  const started: StartedProgram[] = [];
  const stop = async () => {
    await Promise.all(started.map((program) => program.stop()));
    await rm(home, { recursive: true, force: true });
  };
  const start = async (command: string, isReady: () => Promise<boolean>) => {
    const log = join(home, `${command}.log`);
    started.push(
      await startProgram({ path: python, arguments: ['-m', 'airflow', command], variables, directory: home, log, isReady, seconds: 180 }),
    );
  };
  try {
    await start('api-server', () => api.isHealthy('metadatabase'));
    await Promise.all([start('scheduler', () => api.isHealthy('scheduler')), start('dag-processor', () => api.isHealthy('dag_processor'))]);
  } catch (error) {
    await stop();
    throw error;
  }
  const runDag = async ({ dagFile, dagId, conf = {}, runId = randomUUID() }: ScheduledDag): Promise<DagTest> => {
    await copyFile(dagFile, join(dags, `${dagId}-${basename(dagFile)}`));
    await api.start(dagId, runId, conf);
    const state = await ended(api, dagId, runId);
    const log = await logsIn(join(home, 'logs', `dag_id=${dagId}`, `run_id=${runId}`));
    return { exitCode: state === 'success' ? 0 : 1, log, tasks: tasksIn(join(home, 'airflow.db'), runId) };
  };
  return { runDag, stop };
}

/** Several processes use the database at the same time. */
function letReadWhileWriting(path: string): void {
  const database = new DatabaseSync(path);
  database.exec('pragma journal_mode = wal');
  database.close();
}

function scheduledVariables(endpoint: string, dags: string): Record<string, string> {
  const secret = randomBytes(64).toString('hex');
  return {
    AIRFLOW__CORE__DAGS_FOLDER: dags,
    AIRFLOW__CORE__EXECUTOR: 'LocalExecutor',
    AIRFLOW__CORE__EXECUTION_API_SERVER_URL: `${endpoint}/execution/`,
    AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION: 'False',
    AIRFLOW__CORE__PARALLELISM: '8',
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS: 'True',
    AIRFLOW__API__HOST: '127.0.0.1',
    AIRFLOW__API__PORT: new URL(endpoint).port,
    AIRFLOW__API__WORKERS: '1',
    AIRFLOW__API__SECRET_KEY: secret,
    AIRFLOW__API_AUTH__JWT_SECRET: secret,
    AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL: '1',
    AIRFLOW__SCHEDULER__SCHEDULER_HEARTBEAT_SEC: '1',
  };
}

async function ended(api: DagRunsApi, dagId: string, runId: string): Promise<string> {
  for (;;) {
    const state = await api.state(dagId, runId);
    if (state !== 'queued' && state !== 'running') return state;
    await setTimeout(500);
  }
}

/** What all tasks of a run said. */
async function logsIn(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  const texts = files
    .filter((file) => file.endsWith('.log'))
    .map(async (file) => `${file}:\n${await readFile(join(folder, file), 'utf8')}`);
  return (await Promise.all(texts)).join('\n');
}
