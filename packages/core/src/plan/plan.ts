import type { Json } from '../canonical.ts';
import type { Digest } from '../digest.ts';
import type { Parameter, Step } from '../flow/flow.ts';
import type { BatchSettings, ExitHooks, KubernetesSettings, Project, Resources, Schedule, SecretSource, Triggers } from './settings.ts';

/** Steps laid out one after the other. */
export type Block = readonly PlanNode[];

/** One step of the plan, with its retries, timeout and environment settled. */
export interface TaskNode {
  readonly kind: 'task';
  /** The name of this place in the plan: the step's name; `step--2`, when the step has another place in another case of a switch. */
  readonly id: string;
  readonly step: Step;
  readonly retry: RetryPolicy;
  /** Seconds an attempt may take; undefined for no limit. */
  readonly timeout: number | undefined;
  /** The environment the step runs in; undefined for the Python of the machine (`--environment=local`). */
  readonly environment: Digest | undefined;
  readonly resources: Resources;
  /** Undefined without `@kubernetes`. */
  readonly kubernetes: KubernetesSettings | undefined;
  /** Undefined without `@batch`. */
  readonly batch: BatchSettings | undefined;
  /** `@environment(vars=...)`. */
  readonly variables: Readonly<Record<string, string>>;
  readonly secrets: readonly SecretSource[];
}

/** Branches that run side by side, closed by their join. The splitting step is the node before. */
export interface ParallelNode {
  readonly kind: 'parallel';
  readonly branches: readonly Block[];
  readonly join: TaskNode;
}

/** A body that runs once for each item of a variable, closed by its join. The step before says the items. */
export interface ForeachNode {
  readonly kind: 'foreach';
  readonly variable: string;
  readonly body: Block;
  readonly join: TaskNode;
}

/** One step that runs several times at once, each knowing of the others, closed by its join. The step before says how many. */
export interface GangNode {
  readonly kind: 'gang';
  readonly body: Block;
  readonly join: TaskNode;
}

/** One of several blocks, whichever the step before chose. All go on with what follows the node. */
export interface SwitchNode {
  readonly kind: 'switch';
  /** The artifact that chooses. */
  readonly condition: string;
  readonly cases: readonly SwitchCase[];
}

/** What runs when a step goes on to one target; nothing, when the target is what follows the switch. */
export interface SwitchCase {
  readonly target: string;
  readonly block: Block;
}

/** A body that runs until it comes to its end; whenever it comes to its {@link RepeatNode}, it begins anew. */
export interface LoopNode {
  readonly kind: 'loop';
  /** The step that the body begins with, which names the loop. */
  readonly head: string;
  readonly body: Block;
}

/** The end of a block that goes back to the head of the innermost loop with that name. */
export interface RepeatNode {
  readonly kind: 'repeat';
  readonly head: string;
}

/** A part of a plan. Compilers and the scheduler answer every kind. */
export type PlanNode = TaskNode | ParallelNode | ForeachNode | GangNode | SwitchNode | LoopNode | RepeatNode;

/** How often a failed attempt is tried again, and after how many minutes. */
export interface RetryPolicy {
  readonly times: number;
  readonly minutesBetweenRetries: number;
}

/** A checked flow laid out as a tree: every split is closed by its join. The only thing that a compiler sees. */
export interface Plan {
  readonly flow: string;
  readonly file: string;
  readonly doc: string;
  readonly parameters: readonly Parameter[];
  readonly schedule: Schedule | undefined;
  readonly triggers: Triggers;
  readonly project: Project | undefined;
  readonly exitHooks: ExitHooks;
  /** The values of the flow's configurations, by name. */
  readonly configs: Readonly<Record<string, Json>>;
  /** Decorators of the command line, which all steps have. */
  readonly with: readonly string[];
  /** The step that a run ends with. */
  readonly end: string;
  readonly block: Block;
}
