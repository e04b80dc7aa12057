import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { airflow } from '../airflow/airflow.ts';
import { startPods } from '../pods/start-pods.ts';
import { startStepFunctions } from '../step-functions/start-step-functions.ts';
import { startVersityGw } from '../versity-gw/start-versity-gw.ts';

// A process that starts engines, and things in them that take long, and stays. A file `NAME-runs` in its temporary folder says
// that such a thing has begun.
const DAG = `
import pathlib, time, pendulum
try:
    from airflow.sdk import DAG
    from airflow.providers.standard.operators.python import PythonOperator
except ImportError:
    from airflow import DAG
    from airflow.operators.python import PythonOperator

def sleep():
    pathlib.Path("MARK").touch()
    time.sleep(600)

with DAG(dag_id="sleeps", schedule=None, start_date=pendulum.datetime(2026, 1, 1, tz="UTC"), catchup=False):
    PythonOperator(task_id="sleep", python_callable=sleep)
`;

const mark = (name: string) => join(tmpdir(), `${name}-runs`);

async function sleepInPod(reach: string): Promise<void> {
  const pods = await startPods({ reach: [reach], shared: [tmpdir()] });
  const server = /http:[^"]+/.exec(await readFile(pods.kubeconfig, 'utf8'))?.[0];
  const command = ['/bin/sh', '-c', `sleep 601 & touch ${mark('pod')}; sleep 602`];
  const body = JSON.stringify({ metadata: { name: 'sleeps' }, spec: { containers: [{ name: 'main', image: 'any', command }] } });
  await fetch(`${server}/api/v1/namespaces/default/pods`, { method: 'POST', body });
}

async function sleepInDag(version: '2.11' | '3.3'): Promise<void> {
  const dagFile = join(tmpdir(), `sleeps-${version}.py`);
  await writeFile(dagFile, DAG.replace('MARK', mark(version)));
  await (await airflow(version)).testDag({ dagFile, dagId: 'sleeps' });
}

const gateway = await startVersityGw();
await sleepInPod(gateway.endpoint);
await startStepFunctions();
await Promise.all([sleepInDag('2.11'), sleepInDag('3.3')]);
