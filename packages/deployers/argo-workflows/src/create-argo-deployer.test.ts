import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ArgoApi, kubeconfigOf, startArgoApi } from '@frazil/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ArgoDeployer, createArgoDeployer } from './create-argo-deployer.ts';

let api: ArgoApi;
let argo: ArgoDeployer;
beforeEach(async () => {
  api = await startArgoApi();
  argo = await deployer();
});
afterEach(() => api[Symbol.asyncDispose]());

const deployer = (environment: Readonly<Record<string, string>> = {}, contextName?: string) =>
  createArgoDeployer({ environment: { KUBECONFIG: api.kubeconfig, ...environment }, contextName, signal: new AbortController().signal });

const TEMPLATES = '/apis/argoproj.io/v1alpha1/namespaces/flows/workflowtemplates';
const CRONS = '/apis/argoproj.io/v1alpha1/namespaces/flows/cronworkflows';
const WORKFLOWS = '/apis/argoproj.io/v1alpha1/namespaces/flows/workflows';

interface Changes {
  readonly owner?: string;
  readonly image?: string;
}

function objectOf(kind: string, { owner = 'TrainFlow', image = 'a' }: Changes = {}) {
  const labels = { 'app.kubernetes.io/managed-by': 'frazil' };
  const metadata = { name: 'trainflow', labels, annotations: { 'frazil.dev/flow': owner, 'frazil.dev/manifest': 'sha256:1' } };
  const parameters = [{ name: 'alpha', value: '1' }, { name: 'beta' }];
  return { apiVersion: 'argoproj.io/v1alpha1', kind, metadata, spec: { image, arguments: { parameters } } };
}

const TEMPLATE = JSON.stringify(objectOf('WorkflowTemplate'));
const WITH_CRON = JSON.stringify({ kind: 'List', items: [objectOf('WorkflowTemplate'), objectOf('CronWorkflow')] });
const actions = (changes: readonly { readonly kind: string; readonly action: string }[]) =>
  changes.map(({ kind, action }) => `${kind} ${action}`);

test('creates what is missing, updates what differs, leaves what is the same, removes what is no longer wanted', async () => {
  expect(actions(await argo.diff(WITH_CRON))).toEqual(['WorkflowTemplate created', 'CronWorkflow created']);
  expect(api.objects.size).toBe(0);
  expect(actions(await argo.create(WITH_CRON))).toEqual(['WorkflowTemplate created', 'CronWorkflow created']);
  const before = api.requests.length;
  expect(actions(await argo.create(WITH_CRON))).toEqual(['WorkflowTemplate unchanged', 'CronWorkflow unchanged']);
  expect(api.requests.slice(before).filter((request) => !request.startsWith('GET'))).toEqual([]);
  const changed = JSON.stringify(objectOf('WorkflowTemplate', { image: 'b' }));
  const [template, cron] = await argo.diff(changed);
  expect([template?.differences, cron?.action]).toEqual([[{ path: 'spec.image', before: 'a', after: 'b' }], 'deleted']);
  expect(actions(await argo.create(changed))).toEqual(['WorkflowTemplate updated', 'CronWorkflow deleted']);
  expect([...api.objects.keys()]).toEqual([`${TEMPLATES}/trainflow`]);
});

test('a schedule that someone suspended stays so', async () => {
  await argo.create(WITH_CRON);
  const cron = api.objects.get(`${CRONS}/trainflow`);
  Object.assign(Object(cron?.spec), { suspend: true });
  await argo.create(WITH_CRON.replaceAll('"image":"a"', '"image":"c"'));
  expect(api.objects.get(`${CRONS}/trainflow`)).toMatchObject({ spec: { image: 'c', suspend: true } });
});

test('runs that a schedule started stay when it goes', async () => {
  const run = `${WORKFLOWS}/trainflow-1795518120`;
  const metadata = { name: 'trainflow-1795518120', ownerReferences: [{ kind: 'CronWorkflow', name: 'trainflow' }] };
  await argo.create(WITH_CRON);
  api.objects.set(run, { kind: 'Workflow', metadata });
  await argo.create(TEMPLATE);
  expect([...api.objects.keys()]).toEqual([`${TEMPLATES}/trainflow`, run]);
  await argo.create(WITH_CRON);
  await argo.delete('trainflow', { flow: 'TrainFlow' });
  expect([...api.objects.keys()]).toEqual([run]);
});

test("argo.owned-by-another: another flow's template is replaced and removed only when that is meant", async () => {
  await argo.create(TEMPLATE);
  const other = JSON.stringify(objectOf('WorkflowTemplate', { owner: 'OtherFlow' }));
  await expect(argo.create(other)).rejects.toMatchObject({ code: 'argo.owned-by-another', details: { owner: 'TrainFlow' } });
  await expect(argo.delete('trainflow', { flow: 'OtherFlow' })).rejects.toMatchObject({ code: 'argo.owned-by-another' });
  expect(actions(await argo.create(other, { authorize: true }))).toEqual(['WorkflowTemplate updated']);
  expect(actions(await argo.delete('trainflow', { flow: 'OtherFlow' }))).toEqual(['WorkflowTemplate deleted']);
});

test('an object that someone changed in between is looked at once more', async () => {
  await argo.create(TEMPLATE);
  let puts = 0;
  api.fault = ({ method }) => (method === 'PUT' && puts++ === 0 ? 409 : undefined);
  expect(actions(await argo.create(JSON.stringify(objectOf('WorkflowTemplate', { image: 'b' }))))).toEqual(['WorkflowTemplate updated']);
  api.fault = ({ method }) => (method === 'PUT' ? 409 : undefined);
  await expect(argo.create(TEMPLATE)).rejects.toMatchObject({ code: 'kubernetes.conflict' });
});

test('starts runs, lists, holds, releases and stops them', async () => {
  await argo.create(TEMPLATE);
  await expect(argo.trigger('trainflow', { gamma: '1' })).rejects.toMatchObject({ code: 'argo.parameter-unknown' });
  await expect(argo.trigger('trainflow')).rejects.toMatchObject({ code: 'argo.parameter-missing' });
  await expect(argo.trigger('other')).rejects.toMatchObject({ code: 'argo.not-deployed' });
  const [first, second] = [await argo.trigger('trainflow', { beta: '2' }), await argo.trigger('trainflow', { beta: '3' })];
  expect(api.objects.get(`${WORKFLOWS}/${first}`)).toMatchObject({
    spec: { workflowTemplateRef: { name: 'trainflow' }, arguments: { parameters: [{ name: 'beta', value: '2' }] } },
  });
  expect((await argo.listRuns('trainflow')).map(({ run }) => run).sort()).toEqual([first, second].sort());
  await argo.suspend(first);
  expect(await argo.status(first)).toMatchObject({ status: 'suspended' });
  await argo.unsuspend(first);
  await argo.terminate(second);
  expect(api.objects.get(`${WORKFLOWS}/${second}`)).toMatchObject({ spec: { shutdown: 'Stop' } });
  await expect(argo.status('nobody')).rejects.toMatchObject({ code: 'argo.run-unknown' });
  Object.assign(api.objects.get(`${WORKFLOWS}/${first}`) ?? {}, { status: { phase: 'Succeeded' } });
  await expect(argo.suspend(first)).rejects.toMatchObject({ code: 'argo.run-over', details: { status: 'done' } });
});

test('lists what is deployed; argo.not-deployed is told of what is not', async () => {
  await argo.create(TEMPLATE);
  expect(await argo.listTemplates()).toEqual([{ name: 'trainflow', flow: 'TrainFlow', manifest: 'sha256:1' }]);
  await expect(argo.delete('other', { flow: 'TrainFlow' })).rejects.toMatchObject({ code: 'argo.not-deployed' });
});

test.each([
  ['kubernetes.unauthorized', 401],
  ['kubernetes.forbidden', 403],
  ['kubernetes.refused', 422],
  ['kubernetes.failed', 500],
  ['kubernetes.failed', 429],
] as const)('%s: the API answers %s', async (code, status) => {
  api.fault = () => status;
  const error = await argo.create(TEMPLATE).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code });
  expect(String(error)).not.toContain('a-token-that-is-a-secret');
});

test('kubernetes.unreachable: connections that break are tried again, then told', async () => {
  let count = 0;
  api.fault = () => (count++ === 0 ? 'reset' : undefined);
  expect(actions(await argo.create(TEMPLATE))).toEqual(['WorkflowTemplate created']);
  api.fault = () => 'reset';
  await expect(argo.listTemplates()).rejects.toMatchObject({ code: 'kubernetes.unreachable' });
});

test('argo.kind-missing: a cluster without Argo', async () => {
  api.fault = ({ path }) => (/workflowtemplates/.test(path) ? 404 : undefined);
  await expect(argo.create(TEMPLATE)).rejects.toMatchObject({ code: 'argo.kind-missing' });
});

test.each([['{'], ['{"kind":"List","items":[{}]}'], [JSON.stringify({ ...objectOf('Pod') })], ['- a\n']])(
  'argo.document-invalid: %s',
  async (document) => {
    await expect(argo.create(document)).rejects.toMatchObject({ code: 'argo.document-invalid' });
  },
);

test('kubernetes.no-configuration and kubernetes.configuration-invalid', async () => {
  const nowhere = join(dirname(api.kubeconfig), 'nowhere');
  await expect(deployer({ KUBECONFIG: '', HOME: nowhere })).rejects.toMatchObject({ code: 'kubernetes.no-configuration' });
  await expect(deployer({ KUBECONFIG: nowhere })).rejects.toMatchObject({ code: 'kubernetes.configuration-invalid' });
  await expect(deployer({}, 'elsewhere')).rejects.toMatchObject({ code: 'kubernetes.configuration-invalid' });
});

test('kubernetes.login-failed: a credential plugin that fails, lies or is missing; one that works', async () => {
  const plugin = async (script: string, command = '/bin/sh') => {
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command, args: ['-c', script] };
    await writeFile(api.kubeconfig, kubeconfigOf(api.server, '', { exec }));
    return (await deployer({ PATH: '/usr/bin:/bin' })).listTemplates();
  };
  await expect(plugin('echo log in first >&2; exit 1')).rejects.toMatchObject({
    code: 'kubernetes.login-failed',
    details: { reason: 'log in first' },
  });
  await expect(plugin('echo nonsense')).rejects.toMatchObject({ code: 'kubernetes.login-failed' });
  await expect(plugin('', 'frazil-no-such-plugin')).rejects.toMatchObject({ code: 'kubernetes.login-failed' });
  const answer = JSON.stringify({ status: { token: 'a-token-that-is-a-secret' } });
  expect(await plugin(`echo '${answer}'`)).toEqual([]);
});

test('kubernetes.certificate: a server that nobody vouches for', async () => {
  const { createServer } = await import('node:https');
  const { execFileSync } = await import('node:child_process');
  const folder = dirname(api.kubeconfig);
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const words = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-subj',
    '/CN=127.0.0.1',
    '-days',
    '1',
  ];
  execFileSync('openssl', [...words, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const { readFileSync } = await import('node:fs');
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => response.end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await writeFile(api.kubeconfig, kubeconfigOf(`https://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, 'x'));
  await expect((await deployer()).listTemplates()).rejects.toMatchObject({ code: 'kubernetes.certificate' });
  server.close();
});
