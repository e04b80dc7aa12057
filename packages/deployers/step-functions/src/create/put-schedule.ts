import type { GetScheduleCommandOutput } from '@aws-sdk/client-scheduler';
import type { Connection } from '../connection/connect.ts';
import type { Deed } from '../connection/connection-options.ts';
import type { Change } from '../deployment.ts';
import type { Schedule } from './compiled-files.ts';

interface ScheduleInput {
  /** The schedule's name. */
  readonly name: string;
  /** Undefined when there should be none. */
  readonly schedule: Schedule | undefined;
  /** The ARN of the state machine. */
  readonly machine: string;
}

/** Makes the schedule of a state machine what it should be; nothing is written when it is. What starts something else is left alone. */
export async function putSchedule(connection: Connection, { name, schedule, machine }: ScheduleInput): Promise<readonly Change[]> {
  const current = await findSchedule(connection, name);
  const isOwn = current?.Target?.Arn === machine;
  if (schedule === undefined) return isOwn ? deleteSchedule(connection, name) : [];
  if (current !== undefined && isSame(current, schedule, machine)) return [];
  const request = {
    Name: name,
    ScheduleExpression: schedule.ScheduleExpression,
    ScheduleExpressionTimezone: schedule.ScheduleExpressionTimezone,
    State: schedule.State,
    FlexibleTimeWindow: { Mode: 'OFF' as const },
    Target: { Arn: machine, RoleArn: schedule.Target.RoleArn, Input: schedule.Target.Input },
  };
  const kind = current === undefined ? 'created' : 'updated';
  await connection.request(about(kind === 'created' ? 'creating' : 'updating', name), async ({ sdk, scheduler }, options) => {
    if (kind === 'created') await scheduler.send(new sdk.CreateScheduleCommand(request), options);
    else await scheduler.send(new sdk.UpdateScheduleCommand(request), options);
  });
  return [{ kind, what: 'schedule', name }];
}

/** A schedule; undefined when there is none of that name. */
export function findSchedule(connection: Connection, name: string): Promise<GetScheduleCommandOutput | undefined> {
  return connection.find(about('reading', name), ({ sdk, scheduler }, options) =>
    scheduler.send(new sdk.GetScheduleCommand({ Name: name }), options),
  );
}

async function deleteSchedule(connection: Connection, name: string): Promise<readonly Change[]> {
  await connection.find(about('deleting', name), ({ sdk, scheduler }, options) =>
    scheduler.send(new sdk.DeleteScheduleCommand({ Name: name }), options),
  );
  return [{ kind: 'deleted', what: 'schedule', name }];
}

function isSame(current: GetScheduleCommandOutput, schedule: Schedule, machine: string): boolean {
  return (
    current.ScheduleExpression === schedule.ScheduleExpression &&
    (current.ScheduleExpressionTimezone ?? 'UTC') === schedule.ScheduleExpressionTimezone &&
    current.State === schedule.State &&
    current.Target?.Arn === machine &&
    current.Target.RoleArn === schedule.Target.RoleArn &&
    current.Target.Input === schedule.Target.Input
  );
}

function about(doing: string, name: string): Deed {
  return { doing, what: `the schedule ${name}` };
}
