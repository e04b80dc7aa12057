import type { Flow } from '@frazil/core';
import type { CardDocument } from './document/card-document.ts';

/** All that a card shows. */
export interface CardInput {
  /** What the task's process said, parsed. */
  readonly document: CardDocument;
  readonly task: CardTask;
  /** What the task ran in; undefined for the Python of the machine. */
  readonly environment: CardEnvironment | undefined;
  /** The flow, for its graph; undefined when it is not known any more. */
  readonly flow: Pick<Flow, 'steps'> | undefined;
  readonly logs: CardLogs;
  /** A page that is written again while its task runs is loaded again after so many seconds. */
  readonly reloadAfter?: number | undefined;
}

/** What is known of the task. */
export interface CardTask {
  readonly flow: string;
  readonly run: string;
  readonly step: string;
  readonly task: string;
  /** Counted from 0. */
  readonly attempt: number;
  readonly status: CardStatus;
  /** ISO 8601. */
  readonly started: string;
  /** ISO 8601; undefined while it runs. */
  readonly finished: string | undefined;
}

/** How far a task is. */
export type CardStatus = 'done' | 'failed' | 'running';

/** The frozen environment of a task. */
export interface CardEnvironment {
  readonly id: string;
  readonly platform: string;
  /** Exact version. */
  readonly python: string;
  readonly packages: readonly { readonly name: string; readonly version: string }[];
}

/** What the task printed. */
export interface CardLogs {
  readonly stdout: string;
  readonly stderr: string;
}
