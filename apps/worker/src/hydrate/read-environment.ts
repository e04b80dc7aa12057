import { type Digest, FrozenEnvironment, idOfEnvironment, keys, type Store } from '@frazil/core';
import { workerErrors } from '../errors.ts';

/** The record of a frozen environment, checked against its id. Throws when it is missing or another one. */
export async function readEnvironment(store: Store, id: Digest): Promise<FrozenEnvironment> {
  const unusable = (reason: string, cause?: unknown) =>
    workerErrors.create('worker.environment-missing', { id, store: store.url, reason }, { cause });
  const bytes = await store.get(keys.environment(id));
  if (bytes === undefined) throw unusable('it has no record');
  const environment = parse(bytes);
  if (environment === undefined) throw unusable('its record is damaged');
  if (idOfEnvironment(environment.platform, environment.layers) !== id) throw unusable('its record is that of another one');
  return environment;
}

function parse(bytes: Uint8Array): FrozenEnvironment | undefined {
  try {
    return FrozenEnvironment.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    return undefined;
  }
}
