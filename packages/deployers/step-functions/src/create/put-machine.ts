import type { Connection } from '../connection/connect.ts';
import type { Change, StepFunctionsDeployment } from '../deployment.ts';
import { aboutMachine, assertOwner, FLOW_TAG, findMachine, OWNER_TAG, tagsOfMachine } from '../machine.ts';

interface PutMachine {
  readonly arn: string;
  readonly changes: readonly Change[];
}

type Tags = Readonly<Record<string, string>>;

/** A state machine that is there already, which may be replaced. */
export interface Found {
  readonly arn: string;
  readonly tags: Tags;
}

/** Finds the state machine of a deployment. Throws when it is someone else's. */
export async function findOwnMachine(connection: Connection, deployment: StepFunctionsDeployment): Promise<Found | undefined> {
  const arn = await findMachine(connection, deployment.name);
  if (arn === undefined) return undefined;
  const tags = await tagsOfMachine(connection, deployment.name, arn);
  assertOwner(tags, deployment);
  return { arn, tags };
}

/** Makes the state machine what it should be; nothing is written when it is. */
export async function putMachine(
  connection: Connection,
  deployment: StepFunctionsDeployment,
  definition: string,
  found: Found | undefined,
): Promise<PutMachine> {
  const tags: Tags = { ...deployment.tags, [FLOW_TAG]: deployment.flow, [OWNER_TAG]: deployment.owner };
  const { name, role } = deployment;
  if (found === undefined) return createMachine(connection, { name, role, definition, tags });
  const isUpdated = await updateMachine(connection, { name, role, definition, arn: found.arn });
  const isRetagged = await retagMachine(connection, { name, arn: found.arn, tags, old: found.tags });
  return { arn: found.arn, changes: isUpdated || isRetagged ? [{ kind: 'updated', what: 'state machine', name }] : [] };
}

interface CreateInput {
  readonly name: string;
  readonly role: string;
  readonly definition: string;
  readonly tags: Tags;
}

async function createMachine(connection: Connection, { name, role, definition, tags }: CreateInput): Promise<PutMachine> {
  const { stateMachineArn } = await connection.request(aboutMachine('creating', name), ({ sdk, states }, options) =>
    states.send(new sdk.CreateStateMachineCommand({ name, definition, roleArn: role, type: 'STANDARD', tags: listed(tags) }), options),
  );
  if (stateMachineArn === undefined) throw new TypeError('a state machine was made without an ARN');
  return { arn: stateMachineArn, changes: [{ kind: 'created', what: 'state machine', name }] };
}

interface UpdateInput {
  readonly name: string;
  readonly role: string;
  readonly definition: string;
  readonly arn: string;
}

async function updateMachine(connection: Connection, { name, role, definition, arn }: UpdateInput): Promise<boolean> {
  const current = await connection.request(aboutMachine('reading', name), ({ sdk, states }, options) =>
    states.send(new sdk.DescribeStateMachineCommand({ stateMachineArn: arn }), options),
  );
  if (current.definition === definition && current.roleArn === role) return false;
  await connection.request(aboutMachine('updating', name), ({ sdk, states }, options) =>
    states.send(new sdk.UpdateStateMachineCommand({ stateMachineArn: arn, definition, roleArn: role }), options),
  );
  return true;
}

interface RetagInput {
  readonly name: string;
  readonly arn: string;
  readonly tags: Tags;
  readonly old: Tags;
}

async function retagMachine(connection: Connection, { name, arn, tags, old }: RetagInput): Promise<boolean> {
  const changed = Object.entries(tags).filter(([key, value]) => old[key] !== value);
  if (changed.length === 0) return false;
  await connection.request(aboutMachine('tagging', name), ({ sdk, states }, options) =>
    states.send(new sdk.TagResourceCommand({ resourceArn: arn, tags: listed(Object.fromEntries(changed)) }), options),
  );
  return true;
}

function listed(tags: Tags): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}
