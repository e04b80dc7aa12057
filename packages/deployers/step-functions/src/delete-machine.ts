import type { Connection } from './connection/connect.ts';
import { putSchedule } from './create/put-schedule.ts';
import type { Change, Ownership } from './deployment.ts';
import { aboutMachine, assertOwner, FLOW_TAG, machineArn, tagsOfMachine } from './machine.ts';
import { listRuns } from './runs/runs.ts';
import { scheduleName } from './schedule-name.ts';

/**
 * Deletes a state machine, its schedule, and its job definitions. Runs at work go on to their end, and need their definitions: those
 * stay, then.
 */
export async function deleteMachine(connection: Connection, name: string, ownership: Ownership): Promise<readonly Change[]> {
  const arn = await machineArn(connection, name);
  const tags = await tagsOfMachine(connection, name, arn);
  assertOwner(tags, { name, ...ownership });
  const running = await listRuns(connection, name, 'RUNNING').next();
  const schedule = await putSchedule(connection, { name: scheduleName(name), schedule: undefined, machine: arn });
  await connection.request(aboutMachine('deleting', name), ({ sdk, states }, options) =>
    states.send(new sdk.DeleteStateMachineCommand({ stateMachineArn: arn }), options),
  );
  const definitions = running.done === true ? await deregisterDefinitions(connection, name, tags[FLOW_TAG]) : [];
  return [...schedule, { kind: 'deleted', what: 'state machine', name }, ...definitions];
}

async function deregisterDefinitions(connection: Connection, name: string, flow: string | undefined): Promise<readonly Change[]> {
  const changes: Change[] = [];
  let nextToken: string | undefined;
  do {
    const page = await connection.request({ doing: 'listing', what: 'job definitions' }, ({ sdk, batch }, options) =>
      batch.send(new sdk.DescribeJobDefinitionsCommand({ status: 'ACTIVE', maxResults: 100, nextToken }), options),
    );
    for (const { jobDefinitionName = '', jobDefinitionArn = '', tags } of page.jobDefinitions ?? []) {
      if (!isOf(jobDefinitionName, name) || tags?.[FLOW_TAG] !== flow) continue;
      await connection.request({ doing: 'deregistering', what: `the job definition ${jobDefinitionName}` }, ({ sdk, batch }, options) =>
        batch.send(new sdk.DeregisterJobDefinitionCommand({ jobDefinition: jobDefinitionArn }), options),
      );
      changes.push({ kind: 'deleted', what: 'definition', name: jobDefinitionName });
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return changes;
}

/** A definition's name is the state machine's, and the digest of what it says. */
function isOf(definition: string, machine: string): boolean {
  return definition.startsWith(`${machine}-`) && /^[0-9a-f]{16}$/.test(definition.slice(machine.length + 1));
}
