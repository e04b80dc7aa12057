import type { SecretSource } from '@frazil/core';

/** Variables for a step's process. */
export type SecretVariables = Readonly<Record<string, string>>;

/** What a provider may look at, besides what its source says. */
export interface SecretsContext {
  /** The variables that the step gets anyway. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The folder that the step runs in. */
  readonly directory: string;
  /** Aborted when the task should end. */
  readonly signal: AbortSignal;
}

/** Where secrets are. What it reads goes to the step's process alone: it is neither written nor reported. */
export interface SecretsProvider {
  /** As a source begins: `file` in `@secrets(sources=['file./run/database.json'])`. */
  readonly name: string;
  /** The variables of one secret. Rejects with a code of `runtime.secret-*`, with nothing of the secret in the message. */
  read(source: SecretSource, context: SecretsContext): Promise<SecretVariables>;
}
