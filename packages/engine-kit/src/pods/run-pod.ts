import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { containerVariables, expand, type Secrets } from './container-variables.ts';
import { machineMounts } from './machine-mounts.ts';
import { type ContainerOfPod, kubernetesTime, type Pod, XCOM_SIDECAR } from './pod.ts';
import { type ContainerMount, type RunContainerInput, runContainer } from './run-container.ts';

/** The image that has this machine's own root file system. */
export const THIS_MACHINE = 'this machine';

/** What the pods of one cluster share. */
export interface PodMachine {
  /** Image names to root folders or to THIS_MACHINE; every image is this machine when undefined. */
  readonly images: Readonly<Record<string, string>> | undefined;
  readonly secrets: Secrets;
  /** Folders of this machine that every container sees under the same path. */
  readonly shared: readonly string[];
  readonly networkOf: number | undefined;
}

/** Runs a pod to its end: init containers in order, then the others together. Never rejects. */
export async function runPod(pod: Pod, machine: PodMachine): Promise<void> {
  const limit = pod.body.spec.activeDeadlineSeconds;
  const deadline = new AbortController();
  if (limit !== undefined) void endLater(pod, limit, deadline.signal);
  const hasFailed = await runAll(pod, machine);
  deadline.abort();
  pod.phase = hasFailed ? 'Failed' : 'Succeeded';
  pod.version += 1;
}

/** Ends a pod's containers: a request first, and after a grace period, its own when undefined, by force. Those that wait don't begin. */
export async function endPod(pod: Pod, grace = pod.body.spec.terminationGracePeriodSeconds ?? 30): Promise<void> {
  pod.isEnding = true;
  pod.sidecar.resolve();
  const running = pod.containers.map((container) => container.running).filter((container) => container !== undefined);
  for (const container of running) container.kill('SIGTERM');
  const ended = new AbortController();
  const force = setTimeout(grace * 1000, undefined, { signal: ended.signal }).then(
    () => {
      for (const container of running) container.kill('SIGKILL');
    },
    () => {},
  );
  await Promise.all(running.map(({ exitCode }) => exitCode));
  ended.abort();
  await force;
}

async function endLater(pod: Pod, seconds: number, signal: AbortSignal): Promise<void> {
  const isDue = await setTimeout(seconds * 1000, true, { signal }).catch(() => false);
  if (!isDue) return;
  pod.reason = 'DeadlineExceeded';
  await endPod(pod);
}

async function runAll(pod: Pod, machine: PodMachine): Promise<boolean> {
  for (const container of pod.containers.filter(({ isInit }) => isInit)) {
    if (pod.isEnding || (await runOne(pod, container, machine)) !== 0) return true;
  }
  if (pod.isEnding) return true;
  pod.phase = 'Running';
  const main = pod.containers.filter(({ isInit }) => !isInit);
  const sidecar = main.find(({ spec }) => spec.name === XCOM_SIDECAR);
  if (sidecar !== undefined) sidecar.state = { kind: 'running', startedAt: kubernetesTime() };
  const codes = await Promise.all(main.filter((one) => one !== sidecar).map((one) => runOne(pod, one, machine)));
  if (sidecar !== undefined) {
    await pod.sidecar.promise;
    terminate(pod, sidecar, 0);
  }
  return pod.isEnding || codes.some((code) => code !== 0);
}

async function runOne(pod: Pod, container: ContainerOfPod, machine: PodMachine): Promise<number> {
  const onLine = (text: string) => void container.lines.push({ time: new Date().toISOString(), text });
  try {
    container.running = runContainer({ ...(await inputOf(pod, container, machine)), onLine });
    container.state = { kind: 'running', startedAt: kubernetesTime() };
    pod.version += 1;
    return terminate(pod, container, await container.running.exitCode);
  } catch (error) {
    const message = `this container can't be run here: ${error instanceof Error ? error.message : String(error)}`;
    onLine(message);
    return terminate(pod, container, 128, message);
  }
}

function terminate(pod: Pod, container: ContainerOfPod, exitCode: number, message?: string): number {
  const finishedAt = kubernetesTime();
  const startedAt = container.state.kind === 'running' ? container.state.startedAt : finishedAt;
  container.state = { kind: 'terminated', exitCode, startedAt, finishedAt, ...(message !== undefined && { message }) };
  container.running = undefined;
  pod.version += 1;
  return exitCode;
}

async function inputOf(pod: Pod, { spec }: ContainerOfPod, machine: PodMachine): Promise<Omit<RunContainerInput, 'onLine'>> {
  const root = machine.images === undefined ? THIS_MACHINE : machine.images[spec.image ?? ''];
  if (root === undefined) throw new Error(`there is no image ${spec.image}`);
  const variables = containerVariables(pod, spec, machine.secrets);
  const command = [...(spec.command ?? []), ...(spec.args ?? [])].map((text) => expand(text, variables));
  if (spec.command === undefined) throw new Error('it has no command, and an entrypoint of its image is not known');
  const scratch = join(pod.folder, 'scratch', spec.name);
  await mkdir(scratch, { recursive: true });
  const shared = machine.shared.map((folder) => ({ source: folder, target: folder, isReadOnly: false }));
  return {
    root: root === THIS_MACHINE ? '/' : root,
    scratch,
    // What is shared comes last: it may lie in /tmp, of which most pods have their own.
    mounts: [...(root === THIS_MACHINE ? machineMounts() : []), ...(await volumeMounts(pod, spec)), ...shared],
    directory: spec.workingDir ?? '/',
    command,
    variables: { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: '/', HOSTNAME: pod.name, ...variables },
    networkOf: machine.networkOf,
  };
}

function volumeMounts(pod: Pod, spec: ContainerOfPod['spec']): Promise<readonly ContainerMount[]> {
  const mounts = (spec.volumeMounts ?? []).map(async ({ name, mountPath, readOnly, subPath }) => {
    const source = join(await volumeFolder(pod, name), subPath ?? '');
    if (subPath !== undefined) await mkdir(source, { recursive: true });
    return { source, target: mountPath, isReadOnly: readOnly ?? false };
  });
  return Promise.all(mounts);
}

async function volumeFolder(pod: Pod, name: string): Promise<string> {
  const volume = pod.body.spec.volumes?.find((one) => one.name === name);
  if (volume?.hostPath !== undefined) return volume.hostPath.path;
  if (volume?.emptyDir === undefined) throw new Error(`the volume ${name} is neither an emptyDir nor a hostPath`);
  const folder = join(pod.folder, 'volumes', name);
  await mkdir(folder, { recursive: true, mode: 0o777 });
  return folder;
}
