import { goingOn, machineOf, type State, type States } from './asl.ts';
import { lowerBlock } from './lower-block.ts';
import type { Lowering } from './lowering.ts';
import { TOP } from './place.ts';
import { SERVICE_RETRY } from './read-document.ts';

const RUN_FLOW = 'flow.run';
const DONE = 'flow.done';
const FINISH = 'flow.finish';
const FAILED = 'flow.failed';
const NOTIFY_DONE = 'flow.notify-done';
const NOTIFY_FAILED = 'flow.notify-failed';

/**
 * The whole state machine. The flow is the one branch of a Parallel state, which catches whatever fails in it: one Catch for
 * all of its states. Pure.
 */
export function stateMachineOf(lowering: Lowering): State {
  const { plan, options, service } = lowering;
  const [tellsDone, tellsFailed] = (['done', 'failed'] as const).map((ending) => options.notify?.on.includes(ending));
  const run: State = {
    Type: 'Parallel',
    Parameters: { 'r.$': '$$.Execution.Name', ...service.carried },
    Branches: [machineOf(lowerBlock(lowering, plan.block, { place: TOP, next: undefined }))],
    Catch: [{ ErrorEquals: ['States.ALL'], Next: FINISH }],
    ...goingOn(tellsDone ? NOTIFY_DONE : undefined),
  };
  const afterFinish = tellsFailed ? NOTIFY_FAILED : FAILED;
  const states: States = [
    [RUN_FLOW, run],
    ...(tellsDone
      ? ([
          [NOTIFY_DONE, publish(lowering, 'is done', DONE)],
          [DONE, { Type: 'Succeed' }],
        ] as const)
      : []),
    [FINISH, finish(lowering, afterFinish)],
    ...(tellsFailed ? [[NOTIFY_FAILED, publish(lowering, 'failed', FAILED)] as const] : []),
    [FAILED, { Type: 'Fail', ErrorPath: '$.Error', CausePath: '$.Cause' }],
  ];
  return {
    Comment: `${plan.flow} of ${plan.file}, made by Frazil.`,
    ...(options.timeout !== undefined && { TimeoutSeconds: options.timeout }),
    ...machineOf({ first: RUN_FLOW, states }),
  };
}

/** Marks the run as failed. The execution fails with what failed in the flow, whether or not this succeeds. */
function finish({ service, partition }: Lowering, next: string): State {
  const variables = [
    { Name: 'FRAZIL_RUN', 'Value.$': '$$.Execution.Name' },
    { Name: 'FRAZIL_STATUS', Value: 'failed' },
  ];
  return {
    Type: 'Task',
    Resource: `arn:${partition}:states:::${service.integration}`,
    Parameters: service.finishRequest(variables),
    TimeoutSeconds: 3600,
    Retry: [{ ErrorEquals: service.errors, ...SERVICE_RETRY }],
    Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: next }],
    ResultPath: null,
    Next: next,
  };
}

/** Tells a topic how a run ended. That it can't be told fails no run. */
function publish({ plan, options, partition }: Lowering, ending: string, next: string): State {
  return {
    Type: 'Task',
    Resource: `arn:${partition}:states:::sns:publish`,
    Parameters: {
      TopicArn: options.notify?.topic,
      Subject: `${plan.flow} ${ending}`.slice(0, 100),
      'Message.$': `States.Format('The run sfn-{} of ${plan.flow} ${ending}: {}',$$.Execution.Name,$$.Execution.Id)`,
    },
    Retry: [{ ErrorEquals: ['States.TaskFailed'], ...SERVICE_RETRY }],
    Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: next }],
    ...goingOn(next),
  };
}
