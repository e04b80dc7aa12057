import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { airflow } from '../airflow/airflow.ts';
import { type JournaledPod, type Pods, startPods } from './start-pods.ts';
import { whyNoPods } from './why-no-pods.ts';

let pods: Pods;
beforeEach(async ({ skip }) => {
  const reason = await whyNoPods();
  skip(reason !== undefined, reason);
});
afterEach(() => pods?.stop());

test('init containers come first, share volumes with the others, and leave nothing on the machine', async () => {
  pods = await startPods({ secrets: { access: { key: 'sesame' } } });
  const volumes = [{ name: 'work', emptyDir: {} }];
  const shell = (name: string, script: string, more: object = {}) => {
    const volumeMounts = [{ name: 'work', mountPath: '/frazil-work', readOnly: name === 'main' }];
    return { name, image: 'any', command: ['/bin/sh', '-c'], args: [script], volumeMounts, ...more };
  };
  const env = [
    { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'GREETING', value: 'hello $(POD)' },
    { name: 'SECRET', valueFrom: { secretKeyRef: { name: 'access', key: 'key' } } },
  ];
  await create('first', {
    volumes,
    initContainers: [shell('init', 'echo made > /frazil-work/file; echo stray > /etc/frazil-stray; echo $$$$')],
    containers: [shell('main', 'cat /frazil-work/file; echo "$GREETING $SECRET" "$PWD"; touch /frazil-work/x || exit 7', { env })],
  });
  const pod = await ended('first');
  expect(pod.logs.init).toBe('1\n');
  expect(pod.logs.main).toMatch(/^made\nhello first sesame \/\n.*Read-only file system\n$/);
  expect(pod).toMatchObject({ phase: 'Failed', exitCodes: { init: 0, main: 7 } });
  expect([existsSync('/etc/frazil-stray'), existsSync('/frazil-work')]).toEqual([false, false]);
});

test('a failing init container ends a pod; a deadline does; deleting one asks it to end', async () => {
  pods = await startPods();
  await create('broken', { initContainers: [shell('init', 'exit 3')], containers: [shell('main', 'echo never')] });
  expect(await ended('broken')).toMatchObject({ phase: 'Failed', exitCodes: { init: 3 }, logs: { main: '' } });
  await create('slow', { activeDeadlineSeconds: 1, terminationGracePeriodSeconds: 1, containers: [shell('main', 'sleep 60')] });
  expect(await ended('slow')).toMatchObject({ phase: 'Failed', exitCodes: { main: 137 } });
  await create('asked', { containers: [shell('main', 'trap "echo asked; exit 5" TERM; echo on; while :; do sleep 0.05; done')] });
  while (journaled('asked').logs.main !== 'on\n') await setTimeout(20);
  await ask('DELETE', '/namespaces/default/pods/asked');
  expect(await ended('asked')).toMatchObject({ exitCodes: { main: 5 }, logs: { main: 'on\nasked\n' } });
});

test('an image is a folder, and one that is not known is refused', async () => {
  pods = await startPods({ images: { known: '/' } });
  await create('good', { containers: [{ ...shell('main', 'echo yes'), image: 'known' }] });
  await create('bad', { containers: [{ ...shell('main', 'echo yes'), image: 'unknown' }] });
  expect((await ended('good')).phase).toBe('Succeeded');
  expect(await ended('bad')).toMatchObject({ phase: 'Failed', exitCodes: { main: 128 } });
});

test('pods reach the given endpoints, and nothing else', async () => {
  const servers = [1, 2].map((number) => createServer((_, response) => response.end(`server ${number}`)));
  const [reached = '', other = ''] = await Promise.all(
    servers.map(async (server) => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    }),
  );
  pods = await startPods({ reach: [reached] });
  const script = `for (const url of process.argv.slice(1)) console.log(await fetch(url).then((r) => r.text(), (e) => e.cause.code))`;
  const command = [process.execPath, '--input-type=module', '-e', script, reached, other, 'http://192.0.2.1/', 'http://example.com/'];
  await create('cut', { containers: [{ name: 'main', image: 'any', command }] });
  const { logs } = await ended('cut');
  for (const server of servers) server.close();
  expect(logs.main?.trim().split('\n')).toEqual(['server 1', 'ECONNREFUSED', 'ENETUNREACH', expect.stringMatching(/EAI_AGAIN|ENOTFOUND/)]);
});

test.each(['2.11', '3.3'] as const)("Airflow %s's own operator runs pods and fetches what they return", async (version) => {
  pods = await startPods();
  const folder = await mkdtemp(join(tmpdir(), 'frazil-dags-'));
  const dagFile = join(folder, 'pods.py');
  await writeFile(dagFile, DAG);
  const engine = await airflow(version);
  const run = await engine.testDag({ dagFile, dagId: 'pods', kubeconfig: pods.kubeconfig });
  await rm(folder, { recursive: true });
  expect(run.exitCode, run.log).toBe(0);
  expect(run.tasks.map(({ id, index, state }) => `${id} ${index} ${state}`)).toEqual([
    'double 0 success',
    'double 1 success',
    'start -1 success',
  ]);
  expect(pods.journal().map(({ phase }) => phase)).toEqual(['Succeeded', 'Succeeded', 'Succeeded']);
  // Which of the mapped tasks comes first is Airflow's own choice.
  expect(new Set(pods.journal().map(({ logs }) => logs.base))).toEqual(new Set(['', 'doubled 6\n', 'doubled 8\n']));
});

const DAG = `
import pendulum
from kubernetes.client import models as k8s
try:
    from airflow.sdk import DAG
except ImportError:
    from airflow import DAG
from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator

shared = dict(
    image="any", cmds=["/bin/sh", "-c"], do_xcom_push=True,
    volumes=[k8s.V1Volume(name="work", empty_dir=k8s.V1EmptyDirVolumeSource())],
    volume_mounts=[k8s.V1VolumeMount(name="work", mount_path="/work-of-pod")],
    init_containers=[k8s.V1Container(name="init", image="any", command=["/bin/sh", "-c", "echo 2 > /work-of-pod/factor"],
                                     volume_mounts=[k8s.V1VolumeMount(name="work", mount_path="/work-of-pod")])],
)
with DAG(dag_id="pods", schedule=None, start_date=pendulum.datetime(2026, 1, 1, tz="UTC"), catchup=False):
    start = KubernetesPodOperator(task_id="start", arguments=["echo '[3, 4]' > /airflow/xcom/return.json"], **shared)
    KubernetesPodOperator.partial(task_id="double", **shared).expand(
        arguments=start.output.map(lambda n: [f"echo doubled $(({n} * $(cat /work-of-pod/factor)))"]))
`;

function shell(name: string, script: string): object {
  return { name, image: 'any', command: ['/bin/sh', '-c', script] };
}

async function create(name: string, spec: object): Promise<void> {
  expect((await ask('POST', '/namespaces/default/pods', { metadata: { name }, spec })).status).toBe(201);
}

async function ask(method: string, path: string, body?: object): Promise<Response> {
  const server = /http:[^"]+/.exec(await readFile(pods.kubeconfig, 'utf8'))?.[0];
  return await fetch(`${server}/api/v1${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
}

function journaled(name: string): JournaledPod {
  const pod = pods.journal().find((one) => one.name === name);
  if (pod === undefined) throw new Error(`there is no pod ${name}`);
  return pod;
}

async function ended(name: string): Promise<JournaledPod> {
  const deadline = Date.now() + 20_000;
  while (!['Succeeded', 'Failed'].includes(journaled(name).phase) && Date.now() < deadline) await setTimeout(20);
  return journaled(name);
}
