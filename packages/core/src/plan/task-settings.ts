import type { Json } from '../canonical.ts';
import type { Decorator, Flow, Step } from '../flow/flow.ts';
import { kubernetesFields, kubernetesSpelling } from './kubernetes-spelling.ts';
import type { TaskNode } from './plan.ts';
import { countOf, decoratorOf, isMap, listOf, mapOf, numberOf, type Read, textOf, textsOf } from './read-decorator.ts';
import type { BatchSettings, BatchVolume, KubernetesSettings, Resources, SecretSource } from './settings.ts';

type TaskSettings = Pick<TaskNode, 'resources' | 'kubernetes' | 'batch' | 'variables' | 'secrets'>;

/** What the decorators of a step say of where and with what it runs. Pure. Throws for values that make no sense. */
export function taskSettingsOf(flow: Flow, step: Step): TaskSettings {
  const read = (name: string): Read | undefined => {
    const decorator = decoratorOf(step, name);
    return decorator && { decorator, step: step.name, location: { file: step.file || flow.file, line: decorator.line } };
  };
  const [general, kubernetes, batch] = [read('resources'), read('kubernetes'), read('batch')];
  const environment = read('environment');
  return {
    resources: resourcesOf([general, kubernetes, batch].filter((each) => each !== undefined)),
    kubernetes: kubernetes && kubernetesOf(kubernetes),
    batch: batch && batchOf(batch),
    variables: environment ? textsOf(environment, 'vars') : {},
    secrets: secretsOf(read('secrets')),
  };
}

// What Metaflow gives to steps that ask for nothing.
const DEFAULT_MEMORY = 4096;

/** Of several decorators the largest wish counts, as in Metaflow. */
function resourcesOf(reads: readonly Read[]): Resources {
  const most = (attribute: string): number | undefined => {
    const wishes = reads.flatMap((read) => numberOf(read, attribute) ?? []);
    return wishes.length === 0 ? undefined : Math.max(...wishes);
  };
  const memory = most('memory');
  return {
    cpu: most('cpu'),
    memory,
    gpu: most('gpu'),
    disk: most('disk'),
    sharedMemory: most('shared_memory'),
    tmpfs: reads.map((read) => tmpfsOf(read, memory ?? DEFAULT_MEMORY)).find((tmpfs) => tmpfs !== undefined),
  };
}

/** Half of the memory, as in Metaflow, unless it says how much. */
function tmpfsOf(read: Read, memory: number): Resources['tmpfs'] {
  const size = numberOf(read, 'tmpfs_size');
  const isWanted = read.decorator.attributes.use_tmpfs === true || (size ?? 0) > 0;
  const isTempdir = read.decorator.attributes.tmpfs_tempdir !== false;
  return isWanted ? { path: textOf(read, 'tmpfs_path') ?? '/metaflow_temp', size: size || Math.ceil(memory / 2), isTempdir } : undefined;
}

function kubernetesOf(read: Read): KubernetesSettings {
  const { attributes } = read.decorator;
  return {
    image: textOf(read, 'image'),
    imagePullPolicy: oneOf(attributes.image_pull_policy, ['Always', 'IfNotPresent', 'Never'] as const),
    imagePullSecrets: listOf(read, 'image_pull_secrets'),
    serviceAccount: textOf(read, 'service_account'),
    namespace: textOf(read, 'namespace'),
    secrets: listOf(read, 'secrets'),
    nodeSelector: textsOf(read, 'node_selector'),
    tolerations: Array.isArray(attributes.tolerations) ? attributes.tolerations.map(kubernetesSpelling) : [],
    affinity: attributes.affinity ?? undefined,
    labels: textsOf(read, 'labels'),
    annotations: textsOf(read, 'annotations'),
    gpuVendor: textOf(read, 'gpu_vendor') ?? 'nvidia',
    persistentVolumeClaims: textsOf(read, 'persistent_volume_claims'),
    port: countOf(read, 'port'),
    qos: oneOf(attributes.qos, ['Burstable', 'Guaranteed'] as const) ?? 'Burstable',
    extendedResources: textsOf(read, 'extended_resources'),
    securityContext: kubernetesFields(mapOf(read, 'security_context')),
    podOverrides: mapOf(read, 'pod_overrides'),
  };
}

function batchOf(read: Read): BatchSettings {
  return {
    image: textOf(read, 'image'),
    queue: textOf(read, 'queue'),
    iamRole: textOf(read, 'iam_role'),
    executionRole: textOf(read, 'execution_role'),
    maxSwap: countOf(read, 'max_swap'),
    swappiness: countOf(read, 'swappiness'),
    inferentia: countOf(read, 'inferentia') ?? countOf(read, 'trainium'),
    efa: countOf(read, 'efa'),
    logDriver: textOf(read, 'log_driver'),
    logOptions: pairsOf(read, 'log_options', ':'),
    hostVolumes: listOf(read, 'host_volumes').map((text) => volumeOf(text, (path) => path)),
    efsVolumes: listOf(read, 'efs_volumes').map((text) => volumeOf(text, (id) => `/mnt/${id}`)),
    privileged: read.decorator.attributes.privileged === true,
    tags: pairsOf(read, 'aws_batch_tags', '='),
    ephemeralStorage: countOf(read, 'ephemeral_storage'),
  };
}

/** `source`, or `source:path`. */
function volumeOf(text: string, pathOf: (source: string) => string): BatchVolume {
  const at = text.indexOf(':');
  return at === -1 ? { source: text, path: pathOf(text) } : { source: text.slice(0, at), path: text.slice(at + 1) };
}

/** A map, or as Metaflow has it a list of `name:value`. */
function pairsOf(read: Read, attribute: string, separator: string): Readonly<Record<string, string>> {
  if (!Array.isArray(read.decorator.attributes[attribute])) return textsOf(read, attribute);
  return Object.fromEntries(
    listOf(read, attribute).map((pair) => [pair.split(separator, 1)[0] ?? '', pair.slice(pair.indexOf(separator) + 1)]),
  );
}

function oneOf<const Value extends string>(value: Json | undefined, known: readonly Value[]): Value | undefined {
  return known.find((each) => each === value);
}

const DEFAULT_PROVIDER = 'aws-secrets-manager';

function secretsOf(read: Read | undefined): readonly SecretSource[] {
  const sources = read?.decorator.attributes.sources;
  if (read === undefined || !Array.isArray(sources)) return [];
  return sources.map((source) => secretOf(source, read.decorator));
}

/** `'provider.id'`, `'id'` or `{'type': provider, 'id': id, 'options': {...}, 'role': role}`. */
function secretOf(source: Json, { attributes }: Decorator): SecretSource {
  const role = attributes.role ?? undefined;
  if (typeof source === 'string') {
    const dot = source.indexOf('.');
    const named = dot === -1 ? { provider: DEFAULT_PROVIDER, id: source } : { provider: source.slice(0, dot), id: source.slice(dot + 1) };
    return { ...named, options: role === undefined ? {} : { role } };
  }
  const { type, id, options, role: own = role }: Readonly<Record<string, Json | undefined>> = isMap(source) ? source : {};
  const given = isMap(options) ? options : {};
  return {
    provider: typeof type === 'string' ? type : DEFAULT_PROVIDER,
    id: typeof id === 'string' ? id : '',
    options: { ...given, ...(own !== undefined && { role: own }) },
  };
}
