import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runIdOf } from '@frazil/core';
import { airflow, type DagTest, startPods, startScheduledAirflow } from '@frazil/engine-kit';
import { type EngineScene, startEngineScene } from './engine-scene.ts';

/** The built command and worker, a bucket, and Airflow's `dags test`. */
export interface AirflowScene extends EngineScene {
  /** Deploys a flow, and runs its DAG one task at a time, with pods that reach the bucket and nothing else. */
  runDag(flow: string, options: RunDagOptions): Promise<DagTest>;
}

export interface RunDagOptions {
  readonly version: '2.11' | '3.3';
  /** The parameters of the run. */
  readonly conf: unknown;
}

/** Starts what is around Airflow. */
export async function startAirflowScene(): Promise<AirflowScene> {
  const scene = await startEngineScene();
  const runDag: AirflowScene['runDag'] = async (flow, { version, conf }) => {
    const dag = await createDag(scene, flow);
    const pods = await startPods({ secrets: { bucket: scene.credentials }, reach: [scene.bucket.endpoint] });
    try {
      return await (await airflow(version)).testDag({ ...dag, conf, kubeconfig: pods.kubeconfig });
    } finally {
      await pods.stop();
    }
  };
  return { ...scene, runDag };
}

/** The built command and worker, a bucket, and an Airflow with its scheduler, which runs tasks at the same time. */
export interface ScheduledAirflowScene extends EngineScene {
  /** Deploys a flow under a name of its own, and runs its DAG, with pods that reach the bucket and nothing else. */
  runDag(flow: string, options: ScheduledDagOptions): Promise<ScheduledRun>;
}

export interface ScheduledDagOptions {
  /** The parameters of the run. */
  readonly conf: unknown;
  /** Words of `airflow create`. */
  readonly words: string;
}

export interface ScheduledRun extends DagTest {
  /** The id of the run in the store. */
  readonly run: string;
}

/** Starts a scheduled Airflow and what is around it. */
export async function startScheduledAirflowScene(): Promise<ScheduledAirflowScene> {
  const scene = await startEngineScene();
  const pods = await startPods({ secrets: { bucket: scene.credentials }, reach: [scene.bucket.endpoint] });
  const engine = await startScheduledAirflow(pods.kubeconfig);
  const runDag: ScheduledAirflowScene['runDag'] = async (flow, { conf, words }) => {
    const runId = randomUUID();
    const dag = await createDag(scene, flow, `--name ${runId} ${words}`);
    return { ...(await engine.runDag({ ...dag, conf, runId })), run: runIdOf('airflow', runId) };
  };
  const stop = async () => {
    await engine.stop();
    await pods.stop();
    await scene.stop();
  };
  return { ...scene, runDag, stop };
}

async function createDag(scene: EngineScene, flow: string, words = ''): Promise<{ readonly dagFile: string; readonly dagId: string }> {
  const dagFile = join(await mkdtemp(join(scene.command.folder, 'dag-')), 'dag.py');
  const path = `--env PATH=${scene.workerFolder}:/usr/bin:/bin`;
  const created = await scene.run(`${flow} airflow create ${dagFile} --secret bucket ${path} ${words}`);
  if (created.exitCode !== 0) throw new Error(`${flow} is not deployed: ${created.stderr}`);
  const [, dagId = ''] = /dag_id="([^"]+)"/.exec(await readFile(dagFile, 'utf8')) ?? [];
  return { dagFile, dagId };
}
