import { digestOf, type TaskNode } from '@frazil/core';

/** What all pods get to know. */
export const TARGET = {
  store: 's3://bucket/team',
  manifest: digestOf(''),
  workerImage: 'worker@sha256:1',
  baseImage: 'worker@sha256:1',
  variables: { PRICE: '$(HOME)$' },
  labels: { team: 'ice & snow' },
};

const STEP = { name: 'start', file: 'flow.py', line: 3, decorators: [], isJoin: false, next: { kind: 'end' } };
/** A step without settings. */
export const NODE = {
  kind: 'task',
  id: 'start',
  step: STEP,
  retry: { times: 0, minutesBetweenRetries: 0 },
  timeout: 60,
  resources: {},
  kubernetes: undefined,
  variables: {},
  secrets: [],
} as unknown as TaskNode;

/** How a container is, as the cluster says it. */
const container = (name: string, state: object) => ({ name, state });
/** How a pod is whose task runs. */
export const RUNNING = { phase: 'Running', containerStatuses: [container('main', { running: {} })] };
/** How a pod is whose task's container has ended. */
export const ended = (exitCode: number, more: object = {}) => ({
  phase: exitCode === 0 ? 'Succeeded' : 'Failed',
  containerStatuses: [container('main', { terminated: { exitCode, ...more } })],
});
/** A line of the step, as the worker writes it. */
export const step = (stream: string, line: string) => JSON.stringify({ stream, line });

/** What the worker writes when it gives up. */
export const complaint = (code: string, message: string) =>
  JSON.stringify({ level: 'error', source: 'frazil-worker', message, code, hint: 'Do this.' });
/** How a pod is that couldn't be hydrated. */
export const hydrateEnded = (exitCode: number) => ({
  phase: 'Failed',
  initContainerStatuses: [container('hydrate', { terminated: { exitCode } })],
});

/** How a pod is that can't begin. */
export const waiting = (reason: string, message: string) => ({
  phase: 'Pending',
  initContainerStatuses: [container('hydrate', { waiting: { reason, message } })],
});
