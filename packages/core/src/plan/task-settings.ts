import type { Json } from '../canonical.ts';
import type { Decorator, Flow, Step } from '../flow/flow.ts';
import type { TaskNode } from './plan.ts';
import { countOf, decoratorOf, isMap, listOf, mapOf, numberOf, type Read, textOf, textsOf } from './read-decorator.ts';
import type { BatchSettings, KubernetesSettings, Resources, SecretSource } from './settings.ts';

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

/** Of several decorators the largest wish counts, as in Metaflow. */
function resourcesOf(reads: readonly Read[]): Resources {
  const most = (attribute: string): number | undefined => {
    const wishes = reads.flatMap((read) => numberOf(read, attribute) ?? []);
    return wishes.length === 0 ? undefined : Math.max(...wishes);
  };
  return {
    cpu: most('cpu'),
    memory: most('memory'),
    gpu: most('gpu'),
    disk: most('disk'),
    sharedMemory: most('shared_memory'),
    tmpfs: reads.map(tmpfsOf).find((tmpfs) => tmpfs !== undefined),
  };
}

function tmpfsOf(read: Read): Resources['tmpfs'] {
  const size = numberOf(read, 'tmpfs_size');
  const isWanted = read.decorator.attributes.use_tmpfs === true || (size ?? 0) > 0;
  return isWanted ? { path: textOf(read, 'tmpfs_path') ?? '/metaflow_temp', size } : undefined;
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
    tolerations: Array.isArray(attributes.tolerations) ? attributes.tolerations : [],
    affinity: attributes.affinity ?? undefined,
    labels: textsOf(read, 'labels'),
    annotations: textsOf(read, 'annotations'),
    gpuVendor: textOf(read, 'gpu_vendor') ?? 'nvidia',
    persistentVolumeClaims: textsOf(read, 'persistent_volume_claims'),
    port: countOf(read, 'port'),
    qos: oneOf(attributes.qos, ['Burstable', 'Guaranteed'] as const) ?? 'Burstable',
    securityContext: mapOf(read, 'security_context'),
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
    logOptions: logOptionsOf(read),
    hostVolumes: listOf(read, 'host_volumes'),
    ulimits: [],
    ephemeralStorage: countOf(read, 'ephemeral_storage'),
  };
}

/** A map, or as Metaflow has it a list of `name:value`. */
function logOptionsOf(read: Read): Readonly<Record<string, string>> {
  const { log_options: options } = read.decorator.attributes;
  if (!Array.isArray(options)) return textsOf(read, 'log_options');
  return Object.fromEntries(
    listOf(read, 'log_options').map((option) => [option.split(':', 1)[0] ?? '', option.slice(option.indexOf(':') + 1)]),
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
