import {
  COMMON_VOLUMES,
  containerVariables,
  type DeployTarget,
  digestOf,
  hexOf,
  isLabel,
  type Json,
  labelOf,
  mergePod,
  ownLabels,
  POD_SECURITY,
  type PodFields,
  podContainers,
  podDeadline,
  podPlacement,
  podVolumes,
  type RemoteAttempt,
  sorted,
} from '@frazil/core';
import { HYDRATE, MAIN } from './pod.ts';

/** What all pods of a run have in common. */
export interface PodsOfRun {
  readonly target: DeployTarget;
  /** What tasks run as, when they name none. */
  readonly serviceAccount?: string | undefined;
  /** Kubernetes secrets whose entries every task gets as variables, such as the store's credentials. */
  readonly secrets: readonly string[];
  readonly imagePullSecrets: readonly string[];
  /** The tag of the runs that tasks see through the client, when it isn't that of the user. */
  readonly namespaceOfRuns?: string | undefined;
}

/** The label by which the pods of a run are found. */
export const RUN_LABEL = 'frazil.dev/run';
/** The label by which those of a flow are, and the annotation that says whose pod one is: FLOW/RUN/STEP/TASK. */
export const FLOW_LABEL = 'frazil.dev/flow';
export const TASK_ANNOTATION = 'frazil.dev/task';

/** Seconds from SIGTERM to SIGKILL. */
const GRACE = 30;

/** A pod as Kubernetes spells it. */
export interface PodManifest {
  readonly apiVersion: 'v1';
  readonly kind: 'Pod';
  readonly metadata: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly spec: Json;
}

/** The pod of an attempt, without its namespace. Pure: an attempt that is started twice has one name. */
export function podManifest(attempt: RemoteAttempt, pods: PodsOfRun): PodManifest {
  const { key, node } = attempt;
  const { kubernetes } = node;
  const variables = variablesOf(attempt, pods);
  const { hydrate, main } = podContainers(node, pods.target, { variables, secrets: pods.secrets });
  const pullSecrets = new Set([...pods.imagePullSecrets, ...(kubernetes?.imagePullSecrets ?? [])]);
  const spec = {
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: GRACE,
    activeDeadlineSeconds: podDeadline(node),
    serviceAccountName: kubernetes?.serviceAccount ?? pods.serviceAccount,
    imagePullSecrets: [...pullSecrets].map((name) => ({ name })),
    ...podPlacement(kubernetes),
    securityContext: POD_SECURITY,
    volumes: [...COMMON_VOLUMES, ...podVolumes(node).map(({ volume }) => volume)],
    initContainers: [{ ...hydrate, name: HYDRATE }],
    containers: [{ name: MAIN, ...main }],
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: podName(attempt),
      labels: {
        ...ownLabels(pods.target.labels),
        ...sorted(kubernetes?.labels ?? {}),
        'app.kubernetes.io/managed-by': 'frazil',
        [FLOW_LABEL]: labelOf(key.flow),
        [RUN_LABEL]: labelOf(key.run),
        ...(isLabel(key.step) && { 'frazil.dev/step': key.step }),
      },
      annotations: {
        ...sorted(kubernetes?.annotations ?? {}),
        [TASK_ANNOTATION]: `${key.flow}/${key.run}/${key.step}/${key.task}`,
        'frazil.dev/attempt': String(attempt.attempt),
      },
    },
    spec: mergePod(plain(spec), kubernetes?.podOverrides ?? {}),
  };
}

/** What a pod is called: after its task, with a digest that no other attempt has. Pure. */
export function podName({ key, attempt }: RemoteAttempt): string {
  const digest = hexOf(digestOf(JSON.stringify([key.flow, key.run, key.step, key.task, attempt]))).slice(0, 12);
  const readable = `${key.flow}-${key.step}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `${readable.slice(0, 50).replaceAll(/^-+|-+$/g, '')}-${digest}`.replace(/^-/, 'x-');
}

function variablesOf({ key, node, attempt }: RemoteAttempt, { target, namespaceOfRuns }: PodsOfRun): readonly PodFields[] {
  const ours = {
    FRAZIL_STORE: target.store,
    FRAZIL_MANIFEST: target.manifest,
    FRAZIL_ENGINE: 'frazil',
    FRAZIL_LOG: 'tagged',
    FRAZIL_RUN: key.run,
    FRAZIL_STEP: node.id,
    FRAZIL_PATH: key.task,
    FRAZIL_ATTEMPT: String(attempt),
    ...(namespaceOfRuns !== undefined && { FRAZIL_NAMESPACE: namespaceOfRuns }),
  };
  const own = sorted({ ...target.variables, ...containerVariables(node) });
  // Kubernetes expands `$(NAME)`: the values mean what they say.
  return Object.entries({ ...own, ...ours }).map(([name, value]) => ({ name, value: value.replaceAll('$', '$$$$') }));
}

/** Without the members that have no value. */
function plain(value: PodFields): Json {
  return JSON.parse(JSON.stringify(value));
}
