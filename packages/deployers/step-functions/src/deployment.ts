import type { CompiledFile, Parameter } from '@frazil/core';

/** What the state machines of others can't be taken for. */
export interface Ownership {
  /** Who deploys; whoever it is, the same for all that may replace each other's deployments. */
  readonly owner: string;
  /** Whether to replace what belongs to others. */
  readonly authorize: boolean;
}

/** A compiled flow, to be put on Step Functions. */
export interface StepFunctionsDeployment extends Ownership {
  /** The state machine's name. */
  readonly name: string;
  readonly flow: string;
  /** What the compiler made. */
  readonly files: readonly CompiledFile[];
  /** ARN of the role that the state machine acts as. */
  readonly role: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** One thing that was not as it should be, and is now. */
export interface Change {
  readonly kind: 'registered' | 'created' | 'updated' | 'deleted';
  readonly what: 'definition' | 'state machine' | 'schedule';
  readonly name: string;
}

/** What is on Step Functions now. */
export interface Deployed {
  readonly arn: string;
  /** Nothing, when all was there already. */
  readonly changes: readonly Change[];
}

/** A run to start. */
export interface TriggerInput {
  /** The state machine's name. */
  readonly name: string;
  /** The flow's parameters, as it was deployed. */
  readonly parameters: readonly Parameter[];
  /** Those that are given, as text. */
  readonly values: Readonly<Record<string, string>>;
}

/** A run, as Step Functions knows it. */
export interface StepFunctionsRun {
  /** The execution's name: what `FRAZIL_RUN` is to tasks. */
  readonly name: string;
  readonly arn: string;
  readonly status: string;
  /** ISO 8601. */
  readonly started: string;
  readonly stopped: string | undefined;
  /** What failed and why, when it did. */
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** A state machine, as Step Functions knows it. */
export interface MachineStatus {
  readonly name: string;
  readonly arn: string;
  readonly status: string;
  readonly created: string;
  readonly flow: string | undefined;
  readonly owner: string | undefined;
  readonly role: string;
  /** Undefined without one. */
  readonly schedule: { readonly expression: string; readonly timezone: string; readonly isEnabled: boolean } | undefined;
}
