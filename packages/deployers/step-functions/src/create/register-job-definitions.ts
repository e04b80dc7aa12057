import type { Connection } from '../connection/connect.ts';
import type { Change } from '../deployment.ts';
import type { JobDefinition } from './compiled-files.ts';

/** Registers the definitions that aren't there. Their names are their content, so what is there is never looked into. */
export async function registerJobDefinitions(connection: Connection, definitions: readonly JobDefinition[]): Promise<readonly Change[]> {
  const changes = await Promise.all(definitions.map((definition) => registerJobDefinition(connection, definition)));
  return changes.flat();
}

async function registerJobDefinition(connection: Connection, definition: JobDefinition): Promise<readonly Change[]> {
  const name = definition.jobDefinitionName;
  const what = `the job definition ${name}`;
  const { jobDefinitions = [] } = await connection.request({ doing: 'finding', what }, ({ sdk, batch }, options) =>
    batch.send(new sdk.DescribeJobDefinitionsCommand({ jobDefinitionName: name, status: 'ACTIVE', maxResults: 1 }), options),
  );
  if (jobDefinitions.length > 0) return [];
  await connection.request({ doing: 'registering', what }, ({ sdk, batch }, options) =>
    batch.send(new sdk.RegisterJobDefinitionCommand(definition), options),
  );
  return [{ kind: 'registered', what: 'definition', name }];
}
