import type { Connection } from './connection/connect.ts';
import type { Deed } from './connection/connection-options.ts';
import type { Ownership } from './deployment.ts';
import { sfnDeployerErrors } from './errors.ts';

/** The tags that say whose a state machine is. */
export const FLOW_TAG = 'frazil-flow';
export const OWNER_TAG = 'frazil-owner';

/** Words for people. */
export function aboutMachine(doing: string, name: string): Deed {
  return { doing, what: `the state machine ${name}` };
}

/** The ARN of a state machine; undefined when there is none of that name. */
export async function findMachine(connection: Connection, name: string): Promise<string | undefined> {
  let nextToken: string | undefined;
  do {
    const page = await connection.request(aboutMachine('finding', name), ({ sdk, states }, options) =>
      states.send(new sdk.ListStateMachinesCommand({ maxResults: 1000, nextToken }), options),
    );
    const found = page.stateMachines?.find((machine) => machine.name === name);
    if (found?.stateMachineArn !== undefined) return found.stateMachineArn;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return undefined;
}

/** The same, where there has to be one. */
export async function machineArn(connection: Connection, name: string): Promise<string> {
  const arn = await findMachine(connection, name);
  if (arn === undefined) throw sfnDeployerErrors.create('sfn.machine-missing', { name });
  return arn;
}

/** The tags of a state machine, by name. */
export async function tagsOfMachine(connection: Connection, name: string, arn: string): Promise<Readonly<Record<string, string>>> {
  const { tags = [] } = await connection.request(aboutMachine('reading the tags of', name), ({ sdk, states }, options) =>
    states.send(new sdk.ListTagsForResourceCommand({ resourceArn: arn }), options),
  );
  return Object.fromEntries(tags.map(({ key = '', value = '' }) => [key, value]));
}

interface Claim extends Ownership {
  readonly name: string;
  /** Any flow of the owner's, when undefined. */
  readonly flow?: string | undefined;
}

/** Throws when the tags of a state machine name another owner or another flow, or none: what has no tags of ours was made by other means. Pure. */
export function assertOwner(tags: Readonly<Record<string, string>>, { name, owner, flow, authorize }: Claim): void {
  const [ownFlow, ownOwner] = [tags[FLOW_TAG], tags[OWNER_TAG]];
  if (authorize || (ownOwner === owner && (flow === undefined || ownFlow === flow))) return;
  const details = { name, owner: ownOwner ?? 'someone who used other tools', flow: ownFlow ?? 'something else' };
  throw sfnDeployerErrors.create('sfn.owner-differs', details);
}
