import type { Flow, Store } from '@frazil/core';
import type { StepPython } from '@frazil/runtime';
import type { Invocation } from '../arguments/invocation.ts';
import { type Deployment, prepareDeployment } from '../deploy/deployment.ts';
import { namesIn } from '../deploy/pod-options.ts';
import type { BranchOptions } from '../deploy/project-of.ts';
import { groundHere, type RunGround } from './run-ground.ts';

/** Freezes a flow for the cluster and stores its code, to run each task in a pod. Variables say what the pods are like. */
export async function groundOnKubernetes(flow: Flow, store: Store, invocation: Invocation, branch: BranchOptions): Promise<RunGround> {
  const { variables } = invocation.settings;
  const [{ createKubernetesLauncher }, { findCluster }] = await Promise.all([
    import('@frazil/launcher-kubernetes'),
    import('@frazil/kubernetes'),
  ]);
  // What is missing is said before anything is frozen.
  const cluster = await findCluster({
    environment: variables,
    contextName: variables.FRAZIL_KUBERNETES_CONTEXT || undefined,
    signal: NEVER,
  });
  const { plan, target, environments } = await prepareDeployment({ ...invocation, options: createOptions(invocation, branch) }, true);
  const remote = createKubernetesLauncher({
    cluster,
    target,
    namespace: variables.FRAZIL_KUBERNETES_NAMESPACE || undefined,
    serviceAccount: variables.FRAZIL_KUBERNETES_SERVICE_ACCOUNT || undefined,
    secrets: namesIn(variables.FRAZIL_KUBERNETES_SECRETS),
    imagePullSecrets: namesIn(variables.FRAZIL_KUBERNETES_IMAGE_PULL_SECRETS),
    namespaceOfRuns: invocation.options.namespace === undefined ? undefined : String(invocation.options.namespace),
  });
  return { plan, remote, stepPython: await pythonsOfHooks(flow, store, { invocation, branch, environments }) };
}

/** Credentials are asked for as long as pods have to be ended. */
const NEVER = new AbortController().signal;

/** A run isn't kept like a deployment: its images may be named by tags. Its tags are in its record. */
function createOptions({ settings: { variables } }: Invocation, { branch, production }: BranchOptions): Invocation['options'] {
  return {
    allowImageTags: true,
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
