import { OURS } from '@frazil/core';
import { createKubernetesClient, type FindClusterInput, findCluster, type KubernetesClient } from '@frazil/kubernetes';
import * as z from 'zod/mini';
import { applyChanges, assertOwner, type Change, planChanges } from './apply.ts';
import { argoDeployerErrors } from './errors.ts';
import { KubernetesObject, readManifests } from './kubernetes-object.ts';
import { deleteObject, getObject, type Kind, listObjects, pathOf } from './resources.ts';
import { type Run, type RunDetails, runDetailsOf, runOf } from './run.ts';
import { triggerRun } from './trigger.ts';

/** Which cluster, and where in it. */
export interface ArgoDeployerOptions extends FindClusterInput {
  /** Where flows are that don't say; the namespace of the context when absent. */
  readonly namespace?: string | undefined;
}

/** A flow that is deployed. */
export interface DeployedFlow {
  readonly name: string;
  readonly flow: string;
  readonly manifest: string | undefined;
}

/** Puts compiled flows on a cluster with Argo Workflows, and asks how they are. All of it is network. */
export interface ArgoDeployer {
  /** Makes the cluster have what a compiled document says, and nothing left of what the flow had before. Writes only what differs. */
  create(document: string, options?: { readonly authorize?: boolean }): Promise<readonly Change[]>;
  /** What `create` would do; nothing is changed. */
  diff(document: string, options?: { readonly authorize?: boolean }): Promise<readonly Change[]>;
  /** Starts a run and gives its id. */
  trigger(name: string, parameters?: Readonly<Record<string, string>>): Promise<string>;
  /** The runs of a deployed flow that the cluster still knows, newest first. */
  listRuns(name: string): Promise<readonly Run[]>;
  listTemplates(): Promise<readonly DeployedFlow[]>;
  status(run: string): Promise<RunDetails>;
  /** Stops a run at once; its exit handler still runs, which records how the run ended. */
  terminate(run: string): Promise<void>;
  /** No new task of a run is started until {@link unsuspend}. */
  suspend(run: string): Promise<void>;
  unsuspend(run: string): Promise<void>;
  /** Removes a flow's template, schedule and triggers; runs stay. `flow` is whose it must be. */
  delete(name: string, options: { readonly flow: string; readonly authorize?: boolean }): Promise<readonly Change[]>;
}

/** Connects to a cluster: reads its configuration, sends nothing yet. */
export async function createArgoDeployer(options: ArgoDeployerOptions): Promise<ArgoDeployer> {
  const client = createKubernetesClient(await findCluster(options), options.signal);
  const namespace = options.namespace ?? client.namespace;
  const input = (document: string, authorize = false) => ({ client, namespace, authorize, manifests: readManifests(document) });
  const change = (run: string, spec: object) => changeRun(client, namespace, run, spec);
  return {
    create: async (document, { authorize } = {}) => applyChanges(input(document, authorize)),
    diff: async (document, { authorize } = {}) =>
      (await planChanges(input(document, authorize))).map(({ kind, name, action, differences }) => ({ kind, name, action, differences })),
    trigger: (name, parameters = {}) => triggerRun({ client, name, namespace, parameters }),
    listRuns: (name) => listRuns(client, namespace, name),
    listTemplates: () => listTemplates(client, namespace),
    status: async (run) => runDetailsOf(await workflowNamed(client, namespace, run)),
    terminate: (run) => change(run, { shutdown: 'Stop' }),
    suspend: (run) => change(run, { suspend: true }),
    unsuspend: (run) => change(run, { suspend: null }),
    delete: (name, { flow, authorize = false }) => removeFlow(client, namespace, { name, flow, authorize }),
  };
}

async function listRuns(client: KubernetesClient, namespace: string, name: string): Promise<readonly Run[]> {
  const items = await listObjects(client, { kind: 'Workflow', namespace }, OURS);
  const runs = items.map(runOf).filter(({ template }) => template === name);
  return runs.sort((a, b) => (a.created === b.created ? (a.run < b.run ? -1 : 1) : a.created < b.created ? 1 : -1));
}

async function listTemplates(client: KubernetesClient, namespace: string): Promise<readonly DeployedFlow[]> {
  const items = await listObjects(client, { kind: 'WorkflowTemplate', namespace }, OURS);
  return items
    .map((item) => z.parse(KubernetesObject, item).metadata)
    .map(({ name, annotations }) => ({
      name,
      flow: annotations?.['frazil.dev/flow'] ?? name,
      manifest: annotations?.['frazil.dev/manifest'],
    }));
}

async function workflowNamed(client: KubernetesClient, namespace: string, run: string): Promise<unknown> {
  const workflow = await client.ask({ method: 'GET', path: pathOf({ kind: 'Workflow', namespace, name: run }) });
  if (workflow === undefined) throw argoDeployerErrors.create('argo.run-unknown', { run });
  return workflow;
}

async function changeRun(client: KubernetesClient, namespace: string, run: string, spec: object): Promise<void> {
  const { status } = runOf(await workflowNamed(client, namespace, run));
  if (status === 'done' || status === 'failed' || status === 'terminated')
    throw argoDeployerErrors.create('argo.run-over', { run, status });
  await client.ask({ method: 'PATCH', path: pathOf({ kind: 'Workflow', namespace, name: run }), body: { spec } });
}

/** Schedule and triggers go first, so that nothing starts a run of a template that is gone. */
const REMOVAL_ORDER: readonly Kind[] = ['CronWorkflow', 'Sensor', 'WorkflowTemplate'];

async function removeFlow(
  client: KubernetesClient,
  namespace: string,
  { name, flow, authorize }: { readonly name: string; readonly flow: string; readonly authorize: boolean },
): Promise<readonly Change[]> {
  const places = REMOVAL_ORDER.map((kind) => ({ kind, namespace, name }));
  const found = (await Promise.all(places.map(async (place) => ({ place, object: await getObject(client, place) })))).flatMap(
    ({ place, object }) => (object === undefined ? [] : [{ place, object }]),
  );
  if (!found.some(({ place }) => place.kind === 'WorkflowTemplate')) throw argoDeployerErrors.create('argo.not-deployed', { name });
  if (!authorize) for (const { object } of found) assertOwner(object, flow);
  for (const { place } of found) await deleteObject(client, place);
  return found.map(({ place: { kind } }) => ({ kind, name, action: 'deleted', differences: [] }));
}
