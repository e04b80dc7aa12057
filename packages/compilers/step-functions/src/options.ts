/** How the foreach of a step becomes a Map: within the execution, or each item an execution of its own. */
export type MapMode = 'inline' | 'distributed';

/** Tasks are jobs of AWS Batch, of several containers. */
export interface BatchCompute {
  readonly kind: 'batch';
  /** Name or ARN of the job queue of steps that name none in `@batch`. */
  readonly queue: string;
  /** What the queue's compute environments are. */
  readonly platform: 'EC2' | 'FARGATE';
  /** Whether Fargate gives tasks a public address, which they need in a public subnet. */
  readonly assignPublicIp: boolean;
}

/** Tasks are tasks of Amazon ECS on Fargate. */
export interface EcsCompute {
  readonly kind: 'ecs';
  /** Name or ARN of the cluster. */
  readonly cluster: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly assignPublicIp: boolean;
}

/** The ARNs of the roles that {@link StepFunctionsOptions} are given; the policies that they need are in `iam.json`. */
export interface Roles {
  /** What steps are allowed to do. */
  readonly job: string;
  /** What pulls images and writes logs; needed on Fargate. */
  readonly execution: string | undefined;
  /** What starts the state machine on schedule; needed for `@schedule`. */
  readonly scheduler: string | undefined;
}

/** What the user chose for Step Functions. */
export interface StepFunctionsOptions {
  readonly compute: BatchCompute | EcsCompute;
  readonly roles: Roles;
  /** Of everything that is named; any region when undefined, and the partition `aws`. */
  readonly region: string | undefined;
  readonly account: string | undefined;
  /**
   * How a foreach becomes a Map. `auto`: distributed, but inline within another foreach, whose items are executions already. A gang is
   * always distributed, for all its tasks must run at once and an inline Map runs 40.
   */
  readonly mapMode: MapMode | 'auto';
  /** The same for the foreach of one step, by the step's name. */
  readonly maps: Readonly<Record<string, MapMode>>;
  /** Most tasks that one foreach runs at once; as many as there are when undefined. */
  readonly maxWorkers: number | undefined;
  /** Most seconds that a run may take. */
  readonly timeout: number | undefined;
  /** The SNS topic that hears of runs that are over. */
  readonly notifications: Notifications | undefined;
  /** The CloudWatch log group of the tasks' output; the service's own when undefined. */
  readonly logGroup: string | undefined;
  /** The user and group of all containers, `1000:1000`. */
  readonly user: string;
}

/** Who hears of what. */
export interface Notifications {
  readonly topic: string;
  readonly onSuccess: boolean;
  readonly onError: boolean;
}
