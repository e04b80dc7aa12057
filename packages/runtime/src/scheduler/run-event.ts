import type { Problem } from '@frazil/core';
import type { AttemptEnd } from '../records/attempt-record.ts';
import type { RunRecord, RunStatus } from '../records/run-record.ts';

/** What happens in a run, in order, for whoever watches. */
export type RunEvent =
  | { readonly kind: 'run-started'; readonly run: RunRecord }
  /** A foreach begins: its body will run `count` times. */
  | { readonly kind: 'foreach-started'; readonly step: string; readonly count: number }
  /** Its process runs: `pid` on this machine, or under this `name` in another place. */
  | (TaskEvent & { readonly kind: 'task-started'; readonly attempt: number; readonly pid?: number; readonly name?: string })
  /** It can't begin yet, in another place. */
  | (TaskEvent & { readonly kind: 'task-waiting'; readonly attempt: number; readonly reason: string })
  /** One line that a task wrote, without its end. Lines of one stream come in order. */
  | (TaskEvent & {
      readonly kind: 'task-log';
      readonly attempt: number;
      readonly stream: 'stdout' | 'stderr';
      readonly line: string;
    })
  /** An attempt ended other than well; `final` when no other will follow. */
  | (TaskEvent & {
      readonly kind: 'attempt-failed';
      readonly attempt: number;
      readonly end: AttemptEnd;
      readonly final: boolean;
      readonly seconds: number;
    })
  /** Another attempt will be made, after a wait. */
  | (TaskEvent & { readonly kind: 'task-retried'; readonly attempt: number; readonly waitSeconds: number })
  | (TaskEvent & { readonly kind: 'task-finished'; readonly attempt: number; readonly seconds: number; readonly hasCard: boolean })
  /** The task was copied of the resumed run, not run. */
  | (TaskEvent & { readonly kind: 'task-cloned'; readonly origin: string })
  /** The run was told to stop: its tasks get a SIGTERM now. */
  | { readonly kind: 'run-interrupting'; readonly tasks: number }
  | {
      readonly kind: 'run-finished';
      readonly run: string;
      readonly status: RunStatus;
      readonly seconds: number;
      readonly problem?: Problem;
    };

/** Which task an event is about. */
export interface TaskEvent {
  readonly step: string;
  readonly task: string;
}
