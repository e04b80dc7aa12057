/** What a user chooses for Airflow. */
export interface AirflowOptions {
  /** The DAG's id, instead of one made of the flow's name. */
  readonly name?: string | undefined;
  /** Where pods are made; the connection's namespace when undefined. */
  readonly namespace?: string | undefined;
  readonly serviceAccount?: string | undefined;
  /** Kubernetes secrets whose entries every task gets as variables, such as the store's credentials. */
  readonly secrets?: readonly string[] | undefined;
  readonly imagePullSecrets?: readonly string[] | undefined;
  /** The Airflow connection that leads to the cluster; `kubernetes_default` when undefined. */
  readonly connection?: string | undefined;
  /** The Airflow pool that tasks wait in. */
  readonly pool?: string | undefined;
  /** How many tasks of a run may be at work at once. A gang needs as many as it has tasks. */
  readonly maxWorkers?: number | undefined;
  /** How many runs may be at work at once. */
  readonly maxActiveRuns?: number | undefined;
  /** Seconds that a run may take. */
  readonly timeout?: number | undefined;
  /** Whether tasks wait in Airflow's triggerer for their pods, and not in a worker. */
  readonly deferrable?: boolean | undefined;
  /** The day from which on runs are scheduled, `YYYY-MM-DD`; past days are never caught up with. */
  readonly startDate?: string | undefined;
  /** Seconds that a pod may take until its step begins: finding a node, pulling images, hydrating. 900 when undefined. */
  readonly startupTimeout?: number | undefined;
  /** What happens to pods that are over; `delete_pod` when undefined. */
  readonly onFinish?: 'delete_pod' | 'delete_succeeded_pod' | 'keep_pod' | undefined;
  /** The image of the container that hands over to Airflow what a step returned; the connection's or Airflow's own when undefined. */
  readonly sidecarImage?: string | undefined;
  /** What a run waits for before it begins: `s3://BUCKET/KEY`, `dag://DAG` or `dag://DAG/TASK`. */
  readonly waitFor?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Whether a DAG that is new to Airflow waits for someone to unpause it; Airflow's own setting when undefined. */
  readonly paused?: boolean | undefined;
}
