import type { TaskRecord } from '../records/task-record.ts';

/** What is kept of a task that has happened, for those that come after. */
export interface TaskOutput extends Pick<TaskRecord, 'step' | 'task' | 'index' | 'artifacts' | 'transition' | 'items'> {
  /** Whether it is a copy of what the resumed run did. */
  readonly isClone: boolean;
}

/** What is kept of a task. Pure. */
export function outputOf({ step, task, index, artifacts, transition, items }: TaskRecord, isClone: boolean): TaskOutput {
  return { step, task, index, artifacts, transition, items, isClone };
}
