import type { Connection } from '../connection/connect.ts';
import type { Deed } from '../connection/connection-options.ts';
import type { TaskDefinition } from '../create/compiled-files.ts';
import type { Change } from '../deployment.ts';
import { EcsError, ecsRequest } from './ecs-request.ts';

/** Registers the task definitions that aren't there. Their names are their content, so what is there is never looked into. */
export async function registerTaskDefinitions(connection: Connection, definitions: readonly TaskDefinition[]): Promise<readonly Change[]> {
  const changes = await Promise.all(definitions.map((definition) => registerTaskDefinition(connection, definition)));
  return changes.flat();
}

async function registerTaskDefinition(connection: Connection, definition: TaskDefinition): Promise<readonly Change[]> {
  const name = definition.family;
  const isThere = await connection.request(about('finding', name), async (clients, { abortSignal }) => {
    try {
      await ecsRequest(clients, 'DescribeTaskDefinition', { taskDefinition: name }, abortSignal);
      return true;
    } catch (error) {
      if (error instanceof EcsError && error.name === 'ClientException') return false;
      throw error;
    }
  });
  if (isThere) return [];
  await connection.request(about('registering', name), (clients, { abortSignal }) =>
    ecsRequest(clients, 'RegisterTaskDefinition', definition, abortSignal),
  );
  return [{ kind: 'registered', what: 'definition', name }];
}

function about(doing: string, name: string): Deed {
  return { doing, what: `the task definition ${name}` };
}
