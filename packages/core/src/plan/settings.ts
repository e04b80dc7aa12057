import type { Json } from '../canonical.ts';

/** What a task may use, from `@resources` and the engine's own decorator, whichever asks for more. Sizes in MB, as Metaflow counts them (Kubernetes' `M`). */
export interface Resources {
  readonly cpu: number | undefined;
  readonly memory: number | undefined;
  readonly gpu: number | undefined;
  readonly disk: number | undefined;
  readonly sharedMemory: number | undefined;
  /** A folder in memory. */
  readonly tmpfs: Tmpfs | undefined;
}

/** A folder in memory: where it is, what fits in it, and whether tasks find it as `current.tempdir`. */
export interface Tmpfs {
  readonly path: string;
  readonly size: number;
  readonly isTempdir: boolean;
}

/** `@kubernetes` of a step: what Argo and Airflow put in a pod. Members absent from the decorator are undefined or empty. */
export interface KubernetesSettings {
  readonly image: string | undefined;
  readonly imagePullPolicy: 'Always' | 'IfNotPresent' | 'Never' | undefined;
  readonly imagePullSecrets: readonly string[];
  readonly serviceAccount: string | undefined;
  readonly namespace: string | undefined;
  /** Names of Kubernetes secrets whose entries become variables. */
  readonly secrets: readonly string[];
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly Json[];
  readonly affinity: Json | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly gpuVendor: string;
  /** Claim name to the path that it is mounted at. */
  readonly persistentVolumeClaims: Readonly<Record<string, string>>;
  readonly port: number | undefined;
  /** What nodes have besides the usual, by its name: as much is requested as is the limit. */
  readonly extendedResources: Readonly<Record<string, string>>;
  /** `Guaranteed` makes limits equal requests for all resources. */
  readonly qos: 'Burstable' | 'Guaranteed';
  /** Merged over the secure default of the main container, as Kubernetes spells it. */
  readonly securityContext: Readonly<Record<string, Json>>;
  /** Merged into the pod's spec last of all, as Kubernetes spells it. */
  readonly podOverrides: Readonly<Record<string, Json>>;
}

/** `@batch` of a step: what AWS Batch runs it on. */
export interface BatchSettings {
  readonly image: string | undefined;
  readonly queue: string | undefined;
  readonly iamRole: string | undefined;
  readonly executionRole: string | undefined;
  readonly maxSwap: number | undefined;
  readonly swappiness: number | undefined;
  readonly inferentia: number | undefined;
  readonly efa: number | undefined;
  readonly logDriver: string | undefined;
  readonly logOptions: Readonly<Record<string, string>>;
  readonly hostVolumes: readonly BatchVolume[];
  /** File systems of EFS, by id. */
  readonly efsVolumes: readonly BatchVolume[];
  readonly privileged: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly ephemeralStorage: number | undefined;
}

/** A folder of the machine or a file system of EFS, and the path where the step finds it. */
export interface BatchVolume {
  readonly source: string;
  readonly path: string;
}

/** One entry of `@secrets(sources=[...])`: its provider (`environment`, `file`, `aws-secrets-manager`) and what the provider needs. */
export interface SecretSource {
  readonly provider: string;
  /** What the secret is called there. */
  readonly id: string;
  readonly options: Readonly<Record<string, Json>>;
}

/** `@schedule` of a flow. */
export interface Schedule {
  /** Five fields: minute, hour, day of month, month, day of week; `?` of AWS is already `*`. */
  readonly cron: string;
  /** An IANA name; UTC when undefined. */
  readonly timezone: string | undefined;
}

/** `@trigger` and `@trigger_on_finish` of a flow. Of several, all must have happened. */
export interface Triggers {
  readonly events: readonly TriggerEvent[];
  /** Flows whose finished run starts this one. */
  readonly flows: readonly TriggerFlow[];
  /** Where the flow's file says so. */
  readonly line?: number | undefined;
}

export interface TriggerEvent {
  readonly name: string;
  /** Whether the name is one of the project's branch: {@link withProject} makes it whole. */
  readonly isNamespaced?: true;
  /** Parameter of the flow to the field of the event's payload. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface TriggerFlow {
  readonly flow: string;
  readonly project: string | undefined;
  readonly branch: string | undefined;
}

/** `@project` of a flow, with the branch it is deployed as. */
export interface Project {
  readonly name: string;
  readonly branch: string | undefined;
  readonly production: boolean;
}

/** Which hooks run when a run is over, by name of the function: `@exit_hook(on_success=[...], on_error=[...])`. */
export interface ExitHooks {
  readonly onSuccess: readonly string[];
  readonly onError: readonly string[];
}
