import type { Json } from '../canonical.ts';
import type { DeployTarget } from '../plugin/compiler.ts';
import { sorted } from '../sorted.ts';
import type { TaskNode } from './plan.ts';
import { initResources, mainResources } from './pod-resources.ts';
import { containerSecurity } from './pod-security.ts';
import { COMMON_MOUNTS, podVolumes } from './pod-volumes.ts';
import type { KubernetesSettings } from './settings.ts';

/** A part of a pod as Kubernetes spells it; members without a value are left out when it is printed. */
export type PodFields = Readonly<Record<string, Json | undefined>>;

/** What the containers of a task get to know. */
export interface PodKnowledge {
  readonly variables: readonly PodFields[];
  /** Kubernetes secrets whose entries are variables as well, whatever the step says. */
  readonly secrets: readonly string[];
}

/** The containers of a task's pod: one that brings what the task needs and ends, then the task. */
export interface PodContainers {
  readonly hydrate: PodFields;
  /** Without its name, which engines choose. */
  readonly main: PodFields;
}

/** The containers of a task's pod. Pure. */
export function podContainers(
  task: TaskNode,
  target: Pick<DeployTarget, 'workerImage' | 'baseImage'>,
  { variables: env, secrets }: PodKnowledge,
): PodContainers {
  const { kubernetes } = task;
  const names = new Set([...secrets, ...(kubernetes?.secrets ?? []), ...clusterSecrets(task)]);
  const shared = { env, envFrom: listed([...names].map((name) => ({ secretRef: { name } }))) };
  return {
    hydrate: {
      name: 'hydrate',
      image: target.workerImage,
      command: ['frazil-worker', 'hydrate'],
      ...shared,
      resources: initResources(task),
      securityContext: containerSecurity(),
      volumeMounts: COMMON_MOUNTS,
    },
    main: {
      image: kubernetes?.image ?? target.baseImage,
      imagePullPolicy: kubernetes?.imagePullPolicy,
      command: ['/frazil/worker', 'task'],
      ...shared,
      ports: kubernetes?.port === undefined ? undefined : [{ containerPort: kubernetes.port }],
      resources: mainResources(task),
      securityContext: containerSecurity(kubernetes?.securityContext),
      volumeMounts: [...COMMON_MOUNTS, ...podVolumes(task).map(({ volume, path }) => ({ name: volume.name, mountPath: path }))],
    },
  };
}

/** Where a task's pod may run. Pure. */
export function podPlacement(kubernetes: KubernetesSettings | undefined): PodFields {
  if (kubernetes === undefined) return {};
  const { nodeSelector, tolerations, affinity } = kubernetes;
  return {
    nodeSelector: Object.keys(nodeSelector).length === 0 ? undefined : sorted(nodeSelector),
    tolerations: listed(tolerations),
    affinity,
  };
}

/** The worker itself ends a step that takes too long; a pod's own limit leaves room for pulling images and hydrating. */
const STARTUP_SECONDS = 900;

/** How many seconds the pod of a task may take; undefined for no limit. Pure. */
export function podDeadline({ timeout }: Pick<TaskNode, 'timeout'>): number | undefined {
  return timeout === undefined ? undefined : Math.ceil(timeout) + STARTUP_SECONDS;
}

/** Secrets that the cluster itself hands to pods; the worker fetches the others. */
function clusterSecrets({ secrets }: TaskNode): readonly string[] {
  return secrets.flatMap(({ provider, id }) => (provider === 'kubernetes' ? [id] : []));
}

function listed<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items;
}
