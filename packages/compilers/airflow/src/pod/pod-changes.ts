import {
  type Json,
  type KubernetesSettings,
  mergePod,
  ownSecurity,
  type PodFields,
  podPlacement,
  podVolumes,
  sorted,
  type TaskNode,
} from '@frazil/core';

type Fields = Readonly<Record<string, Json>>;

/** What the pod of a step has other than those of all steps, as Kubernetes spells it; undefined when it is nothing. Pure. */
export function podChanges(node: TaskNode): Json | undefined {
  const { kubernetes } = node;
  const volumes = podVolumes(node);
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
  const { serviceAccount, imagePullSecrets } = kubernetes;
  return {
    ...(serviceAccount !== undefined && { serviceAccountName: serviceAccount }),
    ...some(
      'imagePullSecrets',
      imagePullSecrets.map((name) => ({ name })),
    ),
    ...present(podPlacement(kubernetes)),
  };
}

function mainOf(kubernetes: KubernetesSettings | undefined): Fields {
  if (kubernetes === undefined) return {};
  const { imagePullPolicy, port, securityContext } = kubernetes;
  return {
    ...(imagePullPolicy !== undefined && { imagePullPolicy }),
    ...(port !== undefined && { ports: [{ name: 'main', containerPort: port }] }),
    ...someOf('securityContext', ownSecurity(securityContext)),
  };
}

function present(fields: PodFields): Fields {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
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
