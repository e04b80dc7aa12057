import { containerOf, HYDRATE, MAIN, type Pod } from './pod.ts';

/** Why a pod doesn't run its task yet. */
export interface Wait {
  readonly reason: string;
  /** What has to be changed by a person; undefined when it may pass by itself for ever. */
  readonly fault: Fault | undefined;
}

/** A wait that doesn't end well: what is told of it, and after how many seconds of it. */
export interface Fault {
  readonly code: 'launcher.image-unusable' | 'launcher.pod-refused';
  readonly patience: number;
}

const FAULTS: Readonly<Record<string, Fault>> = {
  InvalidImageName: { code: 'launcher.image-unusable', patience: 0 },
  ErrImageNeverPull: { code: 'launcher.image-unusable', patience: 0 },
  // Registries have bad minutes, and secrets are made in the same breath as what uses them.
  ErrImagePull: { code: 'launcher.image-unusable', patience: 180 },
  ImagePullBackOff: { code: 'launcher.image-unusable', patience: 180 },
  CreateContainerConfigError: { code: 'launcher.pod-refused', patience: 20 },
  CreateContainerError: { code: 'launcher.pod-refused', patience: 60 },
};

/** What is on its way, and no news. */
const USUAL = new Set(['ContainerCreating', 'PodInitializing']);

/** Why a pod waits; undefined when it is at work, over, or only just made. Pure. */
export function whyPodWaits(pod: Pod): Wait | undefined {
  const placed = pod.status.conditions.find(({ type }) => type === 'PodScheduled');
  if (placed?.status === 'False') return { reason: sentence(placed.reason, placed.message), fault: undefined };
  const waiting = [HYDRATE, MAIN].map((name) => containerOf(pod, name)?.waiting).find((each) => each?.reason && !USUAL.has(each.reason));
  if (waiting?.reason === undefined) return undefined;
  return { reason: sentence(waiting.reason, waiting.message), fault: FAULTS[waiting.reason] };
}

function sentence(reason = 'Unschedulable', message = ''): string {
  return message === '' ? reason : `${reason}: ${message.replaceAll(/\s+/g, ' ').replace(/\.$/, '')}`;
}
