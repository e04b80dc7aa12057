import type { StepFunctionsRun } from '@frazil/deployer-step-functions';
import type { ListedRun } from '../../deploy/print-runs.ts';
import { idOfRun } from '../../deploy/run-names.ts';

const STATUS: Readonly<Record<string, string>> = {
  RUNNING: 'running',
  SUCCEEDED: 'done',
  FAILED: 'failed',
  TIMED_OUT: 'timed-out',
  ABORTED: 'terminated',
};

/** A run of Step Functions, in the words that all engines' runs are told in. Pure. */
export function listedRun({ name, status, started, stopped, error, cause }: StepFunctionsRun): ListedRun {
  const message = [error, cause].filter((part) => part !== undefined && part !== '').join(': ');
  return {
    run: idOfRun('sfn', name),
    status: STATUS[status] ?? status.toLowerCase(),
    started,
    finished: stopped,
    message: message === '' ? undefined : message,
  };
}
