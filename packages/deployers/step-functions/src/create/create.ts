import type { Connection } from '../connection/connect.ts';
import type { Deployed, StepFunctionsDeployment } from '../deployment.ts';
import { registerTaskDefinitions } from '../ecs/register-task-definitions.ts';
import { scheduleName } from '../schedule-name.ts';
import { readCompiledFiles } from './compiled-files.ts';
import { findOwnMachine, putMachine } from './put-machine.ts';
import { putSchedule } from './put-schedule.ts';
import { registerJobDefinitions } from './register-job-definitions.ts';

/**
 * Puts a compiled flow on Step Functions. Idempotent: what is there is left alone, and a command that was interrupted is taken up
 * by the next. Definitions come first, so that what runs finds them.
 */
export async function create(connection: Connection, deployment: StepFunctionsDeployment): Promise<Deployed> {
  const { definition, jobDefinitions, taskDefinitions, schedule } = readCompiledFiles(deployment.files);
  const found = await findOwnMachine(connection, deployment);
  const definitions = [
    ...(await registerJobDefinitions(connection, jobDefinitions)),
    ...(await registerTaskDefinitions(connection, taskDefinitions)),
  ];
  const { arn, changes } = await putMachine(connection, deployment, definition, found);
  const scheduled = await putSchedule(connection, { name: scheduleName(deployment.name), schedule, machine: arn });
  return { arn, changes: [...definitions, ...changes, ...scheduled] };
}
