import type { BatchClient } from '@aws-sdk/client-batch';
import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { ConnectionOptions } from './connection-options.ts';

/** The SDK, loaded, with a client for each service. */
export interface Clients {
  readonly sdk: typeof import('./sdk.ts')['sdk'];
  readonly states: SFNClient;
  readonly batch: BatchClient;
  readonly scheduler: SchedulerClient;
}

const TIMEOUT = 30_000;
const CONNECT_TIMEOUT = 10_000;
const ATTEMPTS = 5;

/** Loads the SDK, which takes its time, and makes its clients. */
export async function openClients({ region, endpoint, credentials }: ConnectionOptions): Promise<Clients> {
  const { sdk } = await import('./sdk.ts');
  const options = {
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== undefined && { credentials }),
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT, requestTimeout: TIMEOUT },
  };
  return {
    sdk,
    states: new sdk.SFNClient(options),
    batch: new sdk.BatchClient(options),
    scheduler: new sdk.SchedulerClient(options),
  };
}
