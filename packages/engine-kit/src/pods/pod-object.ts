import type { ContainerOfPod, ContainerState, Pod } from './pod.ts';

/** A pod as the Kubernetes API shows it. Pure. */
export function podObject(pod: Pod): Readonly<Record<string, unknown>> {
  const { body, name, namespace, uid, createdAt, deletedAt, version, phase, reason } = pod;
  const deletion = deletedAt === undefined ? {} : { deletionTimestamp: deletedAt };
  const own = { name, namespace, uid, creationTimestamp: createdAt, resourceVersion: String(version), ...deletion };
  const metadata = { ...body.metadata, ...own };
  const statusOf = (isInit: boolean) => pod.containers.filter((container) => container.isInit === isInit).map(containerStatus);
  const status = {
    phase,
    ...(reason !== undefined && { reason }),
    startTime: createdAt,
    podIP: '127.0.0.1',
    conditions: [{ type: 'PodScheduled', status: 'True' }],
    initContainerStatuses: statusOf(true),
    containerStatuses: statusOf(false),
  };
  return { kind: 'Pod', apiVersion: 'v1', ...body, metadata, status };
}

function containerStatus({ spec, state }: ContainerOfPod): object {
  const isRunning = state.kind === 'running';
  const shown = { name: spec.name, image: spec.image ?? '', imageID: '', restartCount: 0, ready: isRunning, started: isRunning };
  return { ...shown, state: stateObject(state) };
}

function stateObject(state: ContainerState): object {
  switch (state.kind) {
    case 'waiting':
      return { waiting: { reason: 'PodInitializing' } };
    case 'running':
      return { running: { startedAt: state.startedAt } };
    case 'terminated': {
      const { kind, ...terminated } = state;
      return { [kind]: { ...terminated, reason: state.exitCode === 0 ? 'Completed' : 'Error' } };
    }
  }
}
