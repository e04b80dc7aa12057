import type { Plan } from '@frazil/core';
import { stepFunctionsErrors } from '../errors.ts';
import type { State } from '../lower/asl.ts';
import type { StepFunctionsOptions } from '../options.ts';
import { awsCron } from './aws-cron.ts';

/** What EventBridge Scheduler is asked for; whoever creates it gives it a name and the state machine's ARN as its target. Undefined without `@schedule`. Pure. */
export function scheduleOf(plan: Plan, { roles }: StepFunctionsOptions): State | undefined {
  const { schedule, flow, file } = plan;
  if (schedule === undefined) return undefined;
  if (roles.scheduler === undefined) {
    const details = { flow, role: 'scheduler', reason: 'EventBridge Scheduler starts it in the name of that role' };
    throw stepFunctionsErrors.create('sfn.role-missing', details, { location: { file } });
  }
  return {
    ScheduleExpression: `cron(${awsCron(plan, schedule.cron)})`,
    ScheduleExpressionTimezone: schedule.timezone ?? 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    State: 'ENABLED',
    Target: { RoleArn: roles.scheduler, Input: '{}' },
  };
}
