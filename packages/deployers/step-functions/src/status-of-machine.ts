import type { Connection } from './connection/connect.ts';
import { findSchedule } from './create/put-schedule.ts';
import type { MachineStatus } from './deployment.ts';
import { aboutMachine, FLOW_TAG, machineArn, OWNER_TAG, tagsOfMachine } from './machine.ts';
import { scheduleName } from './schedule-name.ts';

/** What Step Functions and the scheduler know of a state machine. */
export async function statusOfMachine(connection: Connection, name: string): Promise<MachineStatus> {
  const arn = await machineArn(connection, name);
  const machine = await connection.request(aboutMachine('reading', name), ({ sdk, states }, options) =>
    states.send(new sdk.DescribeStateMachineCommand({ stateMachineArn: arn }), options),
  );
  const tags = await tagsOfMachine(connection, name, arn);
  const schedule = await findSchedule(connection, scheduleName(name));
  return {
    name,
    arn,
    status: machine.status ?? '',
    created: machine.creationDate?.toISOString() ?? '',
    flow: tags[FLOW_TAG],
    owner: tags[OWNER_TAG],
    role: machine.roleArn ?? '',
    schedule:
      schedule?.Target?.Arn === arn
        ? {
            expression: schedule.ScheduleExpression ?? '',
            timezone: schedule.ScheduleExpressionTimezone ?? 'UTC',
            isEnabled: schedule.State === 'ENABLED',
          }
        : undefined,
  };
}
