/** What a user chooses for Argo Workflows. */
export interface ArgoOptions {
  /** YAML for people, JSON for machines. */
  readonly format: 'yaml' | 'json';
  /** The WorkflowTemplate's name, instead of one made of the flow's. */
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly serviceAccount?: string | undefined;
  /** Kubernetes secrets whose entries every task gets as variables, such as the store's credentials. */
  readonly secrets?: readonly string[] | undefined;
  readonly imagePullSecrets?: readonly string[] | undefined;
  /** How many pods of a run may be at work at once. A gang needs as many as it has tasks. */
  readonly maxWorkers?: number | undefined;
  /** Seconds that a run may take. */
  readonly timeout?: number | undefined;
  readonly priority?: number | undefined;
  /** Seconds until a finished run is deleted. */
  readonly keepRuns?: { readonly succeeded?: number | undefined; readonly failed?: number | undefined } | undefined;
  readonly deletePods?: 'OnPodCompletion' | 'OnPodSuccess' | 'OnWorkflowCompletion' | 'OnWorkflowSuccess' | undefined;
  /** What happens when the schedule comes while a run is at work. */
  readonly overlap?: 'Allow' | 'Forbid' | 'Replace' | undefined;
  readonly notify?: NotifyOptions | undefined;
  readonly events?: EventOptions | undefined;
}

/** Whom to tell when a run is over: a webhook that takes `{"text": ...}`, as Slack's do. */
export interface NotifyOptions {
  /** The Kubernetes secret that holds the webhook's URL, and the entry it is in. */
  readonly secret: string;
  readonly key: string;
  readonly on: readonly ('done' | 'failed')[];
}

/** The webhook event source of Argo Events that triggers listen to and finished runs are told to. */
export interface EventOptions {
  readonly source: string;
  readonly event: string;
  readonly bus?: string | undefined;
  /** What sensors create runs as. */
  readonly serviceAccount?: string | undefined;
  /** Where finished runs are posted to, for flows with `@trigger_on_finish`. */
  readonly url?: string | undefined;
}
