import type { S3Client } from '@aws-sdk/client-s3';
import type { S3Options } from '../s3-options.ts';
import { giveUpAfter } from './give-up.ts';

/** The SDK, loaded, with a client of it. */
export interface S3 {
  readonly sdk: typeof import('./sdk.ts')['sdk'];
  readonly client: S3Client;
}

const TIMEOUT = 30_000;
/** What servers other than Amazon's call their only region, and where Amazon begins when it isn't told one. */
export const ANY_REGION = 'us-east-1';
// Handed on to the credential chain: whoever logs in again while a run goes on writes the same files anew.
const FRESH = { ignoreCache: true };

/** Loads the SDK, which takes its time, and makes a client that tries everything once: retries are ours. */
export async function openClient(options: S3Options): Promise<S3> {
  const { sdk } = await import('./sdk.ts');
  const { endpoint, region, credentials, timeout = TIMEOUT } = options;
  const create = (inRegion: string | undefined) => {
    const made = new sdk.S3Client({
      ...(inRegion !== undefined && { region: inRegion }),
      ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
      ...(credentials !== undefined && { credentials }),
      ...FRESH,
      followRegionRedirects: endpoint === undefined,
      maxAttempts: 1,
      // It would give every large upload a connection of its own.
      expectContinueHeader: false,
      requestHandler: {
        // How many are open is up to the connection.
        httpAgent: { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY },
        httpsAgent: { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY },
      },
    });
    giveUpAfter(made, timeout);
    return made;
  };
  const client = create(region);
  const fallback = options.fallbackRegion ?? (endpoint === undefined ? undefined : ANY_REGION);
  if (region !== undefined || fallback === undefined) return { sdk, client };
  const isRegionKnown = await client.config.region().then(
    () => true,
    () => false,
  );
  return { sdk, client: isRegionKnown ? client : create(fallback) };
}
