import { isStart, type TaskNode } from '@frazil/core';
import { stateName } from '../names.ts';
import { goingOn, type Lowered, type Next, type State } from './asl.ts';
import type { Lowering, TaskVariables } from './lowering.ts';
import { type Place, pathMember, RUN } from './place.ts';
import { SERVICE_RETRY } from './read-document.ts';

/** A step as one Task state. */
export function lowerTask(lowering: Lowering, task: TaskNode, place: Place, next: Next): Lowered {
  const { service, partition } = lowering;
  const seconds = service.secondsOf(task);
  const state: State = {
    Type: 'Task',
    Resource: `arn:${partition}:states:::${service.integration}`,
    Parameters: service.request(task, variablesOf(task, place)),
    ...(seconds !== undefined && { TimeoutSeconds: seconds }),
    Retry: [{ ErrorEquals: service.errors, ...SERVICE_RETRY }, ...retriersOf(task)],
    ...goingOn(next),
  };
  const name = stateName(task.id);
  return { first: name, states: [[name, state]] };
}

/** Only what differs from task to task: the definition has the rest. Making the environment needs no more than the step. */
function variablesOf(task: TaskNode, { path }: Place): TaskVariables {
  const step = { Name: 'FRAZIL_STEP', Value: task.id };
  const main: State[] = [step, { Name: 'FRAZIL_PATH', ...pathMember('Value', path) }, { Name: 'FRAZIL_RUN', 'Value.$': RUN }];
  // A number there, and the services take text alone.
  if (task.retry.times > 0) main.push({ Name: 'FRAZIL_ATTEMPT', 'Value.$': "States.Format('{}',$$.State.RetryCount)" });
  if (isStart(task.step)) main.push({ Name: 'FRAZIL_PARAMETERS', 'Value.$': 'States.JsonToString($$.Execution.Input)' });
  return { hydrate: [step], main };
}

function retriersOf({ retry }: TaskNode): readonly State[] {
  if (retry.times === 0) return [];
  const seconds = Math.max(1, Math.round(retry.minutesBetweenRetries * 60));
  return [{ ErrorEquals: ['States.TaskFailed', 'States.Timeout'], IntervalSeconds: seconds, MaxAttempts: retry.times, BackoffRate: 1 }];
}
