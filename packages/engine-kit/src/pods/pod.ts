import { randomUUID } from 'node:crypto';
import type { PodBody, PodContainer } from './pod-body.ts';
import type { RunningContainer } from './run-container.ts';

/** The name of the container by which Airflow fetches what a task returned. It is never run: the API plays it. */
export const XCOM_SIDECAR = 'airflow-xcom-sidecar';

/** One line that a container wrote, and when. */
export interface LogLine {
  readonly time: string;
  readonly text: string;
}

/** How a container is doing. */
export type ContainerState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running'; readonly startedAt: string }
  | {
      readonly kind: 'terminated';
      readonly exitCode: number;
      readonly startedAt: string;
      readonly finishedAt: string;
      readonly message?: string;
    };

/** A container of a pod that lives. */
export interface ContainerOfPod {
  readonly spec: PodContainer;
  readonly isInit: boolean;
  readonly lines: LogLine[];
  state: ContainerState;
  running: RunningContainer | undefined;
}

/** A pod that lives. */
export interface Pod {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly createdAt: string;
  readonly body: PodBody;
  readonly containers: readonly ContainerOfPod[];
  /** Its own folder on this machine. */
  readonly folder: string;
  phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  reason: string | undefined;
  deletedAt: string | undefined;
  /** Whether it was told to end. */
  isEnding: boolean;
  version: number;
  /** Ends Airflow's sidecar. */
  readonly sidecar: PromiseWithResolvers<void>;
}

/** A pod that was just created. */
export function newPod(body: PodBody, namespace: string, root: string): Pod {
  const uid = randomUUID();
  const containerOf = (spec: PodContainer, isInit: boolean): ContainerOfPod => {
    return { spec, isInit, lines: [], state: { kind: 'waiting' }, running: undefined };
  };
  return {
    name: body.metadata.name ?? `${body.metadata.generateName ?? 'pod-'}${uid.slice(0, 5)}`,
    namespace,
    uid,
    createdAt: kubernetesTime(),
    body,
    containers: [
      ...(body.spec.initContainers ?? []).map((spec) => containerOf(spec, true)),
      ...body.spec.containers.map((spec) => containerOf(spec, false)),
    ],
    folder: `${root}/${uid}`,
    phase: 'Pending',
    reason: undefined,
    deletedAt: undefined,
    isEnding: false,
    version: 1,
    sidecar: Promise.withResolvers(),
  };
}

/** Whether a pod came to its end. */
export function isOver({ phase }: Pod): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}

/** This moment, as Kubernetes writes it: to the second. */
export function kubernetesTime(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}
