import type { Json, KubernetesSettings, TaskNode } from '@frazil/core';
import { sorted } from '../sorted.ts';
import { mergePod } from './merge-pod.ts';

type Fields = Readonly<Record<string, Json>>;

/** What the pod of a step has other than those of all steps, as Kubernetes spells it; undefined when it is nothing. Pure. */
export function podChanges(node: TaskNode): Json | undefined {
  const { kubernetes } = node;
  const volumes = volumesOf(node);
  const main = {
    ...mainOf(kubernetes),
    ...some(
      'volumeMounts',
      volumes.map(({ volume, path }) => ({ name: volume.name, mountPath: path })),
    ),
  };
  const spec: Fields = {
    ...placementOf(kubernetes),
    ...some(
      'volumes',
      volumes.map(({ volume }) => volume),
    ),
    ...(Object.keys(main).length > 0 && { containers: [{ name: 'base', ...main }] }),
  };
  const whole = mergePod(spec, kubernetes?.podOverrides ?? {});
  const metadata = { ...someOf('labels', kubernetes?.labels), ...someOf('annotations', kubernetes?.annotations) };
  const changes = { ...someOf('metadata', metadata), ...(isEmpty(whole) ? {} : { spec: whole }) };
  return isEmpty(changes) ? undefined : changes;
}

function placementOf(kubernetes: KubernetesSettings | undefined): Fields {
  if (kubernetes === undefined) return {};
  const { serviceAccount, imagePullSecrets, nodeSelector, tolerations, affinity } = kubernetes;
  return {
    ...(serviceAccount !== undefined && { serviceAccountName: serviceAccount }),
    ...some(
      'imagePullSecrets',
      imagePullSecrets.map((name) => ({ name })),
    ),
    ...someOf('nodeSelector', nodeSelector),
    ...some('tolerations', tolerations),
    ...(affinity !== undefined && { affinity }),
  };
}

function mainOf(kubernetes: KubernetesSettings | undefined): Fields {
  if (kubernetes === undefined) return {};
  const { imagePullPolicy, port, securityContext } = kubernetes;
  const isRoot = securityContext.runAsUser === 0;
  return {
    ...(imagePullPolicy !== undefined && { imagePullPolicy }),
    ...(port !== undefined && { ports: [{ name: 'main', containerPort: port }] }),
    // Asking for root alone is enough to get it.
    ...someOf('securityContext', { ...(isRoot && { runAsNonRoot: false }), ...securityContext }),
  };
}

/** A volume and where the step finds it. */
interface Mounted {
  readonly volume: Fields & { readonly name: string };
  readonly path: string;
}

function volumesOf({ resources, kubernetes }: TaskNode): readonly Mounted[] {
  const { sharedMemory, tmpfs } = resources;
  const claims = Object.entries(sorted(kubernetes?.persistentVolumeClaims ?? {}));
  return [
    ...(sharedMemory === undefined ? [] : [inMemory('shared-memory', '/dev/shm', sharedMemory)]),
    ...(tmpfs === undefined ? [] : [inMemory('tmpfs', tmpfs.path, tmpfs.size)]),
    ...claims.map(([claimName, path], index) => ({ volume: { name: `claim-${index}`, persistentVolumeClaim: { claimName } }, path })),
  ];
}

function inMemory(name: string, path: string, size: number): Mounted {
  return { volume: { name, emptyDir: { medium: 'Memory', sizeLimit: `${size}M` } }, path };
}

function some(name: string, items: readonly Json[]): Fields {
  return items.length === 0 ? {} : { [name]: items };
}

function someOf(name: string, members: Fields | undefined): Fields {
  return members === undefined || Object.keys(members).length === 0 ? {} : { [name]: sorted(members) };
}

function isEmpty(members: Json): boolean {
  return typeof members === 'object' && members !== null && Object.keys(members).length === 0;
}
