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

/** The ARNs of roles; the policies that each needs are in `iam.json`. */
export interface Roles {
  /** What steps are allowed to do. */
  readonly job: string;
  /** What pulls images and writes logs; needed on Fargate. */
  readonly execution?: string | undefined;
  /** What starts the state machine on schedule; needed for `@schedule`. */
  readonly scheduler?: string | undefined;
}

/** What a user chooses for Step Functions. */
export interface StepFunctionsOptions {
  readonly compute: BatchCompute | EcsCompute;
  readonly roles: Roles;
  /** The state machine's name, instead of one made of the flow's. */
  readonly name?: string | undefined;
  /** Of everything that is named; any when undefined, in the partition `aws`. */
  readonly region?: string | undefined;
  readonly account?: string | undefined;
  /**
   * How a foreach becomes a Map. `auto`, the default: distributed, but inline within another foreach, whose items are executions
   * already. A gang is always distributed: all its tasks must run at once, and an inline Map runs 40.
   */
  readonly mapMode?: MapMode | 'auto' | undefined;
  /** The same for the foreach of single steps, by the step's name. */
  readonly maps?: Readonly<Record<string, MapMode>> | undefined;
  /** Most tasks that one foreach runs at once. A gang needs as many as it has tasks. */
  readonly maxWorkers?: number | undefined;
  /** Seconds that a run may take. */
  readonly timeout?: number | undefined;
  readonly notify?: NotifyOptions | undefined;
  /** The CloudWatch log group of what tasks print; the service's own when undefined. */
  readonly logGroup?: string | undefined;
  /** The user and group of all containers; `1000:1000` when undefined. */
  readonly user?: string | undefined;
}

/** Whom to tell when a run is over. */
export interface NotifyOptions {
  /** The ARN of an SNS topic. */
  readonly topic: string;
  readonly on: readonly ('done' | 'failed')[];
}
