import type { Digest, Launcher, Plan, Problem, RemoteLauncher, Store, TriggeringEvent } from '@frazil/core';
import type { RunRecord, RunStatus } from '../records/run-record.ts';
import type { SecretsProvider } from '../secrets/secrets-provider.ts';

/** What a run needs from outside. */
export interface RunInput {
  readonly plan: Plan;
  readonly store: Store;
  readonly launcher: Launcher;
  /** Runs all tasks instead, in another place. */
  readonly remote?: RemoteLauncher;
  /** The flow file, absolute. */
  readonly file: string;
  /** The folder that holds the Python SDK's `frazil` package, absolute. */
  readonly sdk: string;
  /** A folder for files in work, absolute, best on the store's file system; created when missing. */
  readonly scratch: string;
  /** The folder that tasks run in; that of this process when absent. */
  readonly directory?: string;
  /** The Python of a step. */
  readonly stepPython: (step: string) => StepPython;
  /** The user's variables (`process.env`): tasks inherit them, without those that lead to other Pythons. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Values of parameters, as text; absent ones take their default. A resumed run takes those of its origin. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Where `@secrets` finds secrets, besides what is built in. */
  readonly secretsProviders?: readonly SecretsProvider[];
  /** What started the run. */
  readonly triggers?: readonly TriggeringEvent[];
  readonly username: string;
  /** The tag of the runs that tasks see through the client: that of the user when absent; empty for all runs. */
  readonly namespace?: string;
  readonly tags: readonly string[];
  readonly systemTags: readonly string[];
  /** How many tasks run at the same time. When absent, as many as the machine has cores, or 16 in another place. */
  readonly maxWorkers?: number;
  /** How many tasks a foreach may split into; any number when absent. */
  readonly maxSplits?: number;
  /** The run to resume. */
  readonly origin?: Origin;
  /** Aborted when the user won't wait: running tasks are killed at once. */
  readonly killSignal?: AbortSignal;
}

/** The Python that a step runs in. */
export interface StepPython {
  /** The executable, absolute. */
  readonly python: string;
  /** The frozen environment that it is of. */
  readonly environment?: Digest;
  /** Variables over those of the user, such as SSL_CERT_FILE. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A run to resume: what it did isn't done again, but for the step `from` and all after it. */
export interface Origin {
  readonly run: string;
  readonly from?: string;
}

/** How a run ended. */
export interface RunResult {
  readonly run: string;
  readonly status: RunStatus;
  readonly record: RunRecord;
  /** Set when it failed: what, and what to do (how to resume, for one). */
  readonly problem?: Problem;
}
