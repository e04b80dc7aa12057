import type { Flow, Store } from '@frazil/core';
import type { StepPython } from '@frazil/runtime';
import type { Invocation } from '../arguments/invocation.ts';
import { type Deployment, deploymentOf } from '../deploy/deployment.ts';
import { namesIn } from '../deploy/pod-options.ts';
import type { BranchOptions } from '../deploy/project-of.ts';
import { groundHere, type RunGround } from './run-ground.ts';

/** Freezes a flow, read as it is deployed, for the cluster and stores its code, to run each task in a pod. Variables say what the pods are like. */
export async function groundOnKubernetes(flow: Flow, store: Store, invocation: Invocation, branch: BranchOptions): Promise<RunGround> {
  const { variables } = invocation.settings;
  const [{ createKubernetesLauncher, removeFinishedPods }, { findCluster }] = await Promise.all([
    import('@frazil/launcher-kubernetes'),
    import('@frazil/kubernetes'),
  ]);
  // What is missing is said before anything is frozen.
  const cluster = await findCluster({
    environment: variables,
    contextName: variables.FRAZIL_KUBERNETES_CONTEXT || undefined,
    signal: NEVER,
  });
  const namespace = variables.FRAZIL_KUBERNETES_NAMESPACE || undefined;
  const removing = removeFinishedPods({ cluster, namespace, flow: flow.name, isOver: overIn(store, flow.name) }, invocation.signal);
  const { plan, target, environments } = await deploymentOf(
    { flow, store },
    { ...invocation, options: createOptions(invocation, branch) },
    true,
  );
  await removing;
  const remote = createKubernetesLauncher({
    cluster,
    target,
    namespace,
    serviceAccount: variables.FRAZIL_KUBERNETES_SERVICE_ACCOUNT || undefined,
    secrets: namesIn(variables.FRAZIL_KUBERNETES_SECRETS),
    imagePullSecrets: namesIn(variables.FRAZIL_KUBERNETES_IMAGE_PULL_SECRETS),
    namespaceOfRuns: invocation.options.namespace === undefined ? undefined : String(invocation.options.namespace),
  });
  return { plan, remote, stepPython: await pythonsOfHooks(flow, store, { invocation, branch, environments }) };
}

/** Whether a run is over, or its machine gone; of one that the store doesn't know, nobody can say. */
function overIn(store: Store, flow: string): (run: string) => Promise<boolean> {
  return async (run) => {
    const { readRun, statusOfRun } = await import('@frazil/runtime');
    const record = await readRun(store, flow, run).catch(() => undefined);
    return record !== undefined && statusOfRun(record, new Date()) !== 'running';
  };
}

/** Credentials are asked for as long as pods have to be ended. */
const NEVER = new AbortController().signal;

/** A run isn't kept like a deployment: its images may be named by tags. Its tags are in its record. */
function createOptions(
  { settings: { variables }, options: { packageSuffixes } }: Invocation,
  { branch, production }: BranchOptions,
): Invocation['options'] {
  return {
    allowImageTags: true,
    ...(packageSuffixes !== undefined && { packageSuffixes }),
    ...(branch !== undefined && { branch }),
    ...(production !== undefined && { production }),
    ...(variables.FRAZIL_WORKER_IMAGE && { workerImage: variables.FRAZIL_WORKER_IMAGE }),
    ...(variables.FRAZIL_IMAGE && { image: variables.FRAZIL_IMAGE }),
  };
}

interface Grounded extends Pick<Deployment, 'environments'> {
  readonly invocation: Invocation;
  readonly branch: BranchOptions;
}

/** Exit hooks run on this machine, in the environment of the last step: it is brought here when there are any. */
async function pythonsOfHooks(
  flow: Flow,
  store: Store,
  { invocation, branch, environments }: Grounded,
): Promise<(step: string) => StepPython> {
  if (flow.decorators.some(({ name }) => name === 'exit_hook')) return (await groundHere(flow, store, invocation, branch)).stepPython;
  return (step) => {
    const [environment] = Object.values(environments[step] ?? {});
    return { python: '', variables: {}, ...(environment && { environment }) };
  };
}
