import type { S3Credentials, S3Options } from './s3-options.ts';

/** How services of AWS other than the store are asked. */
export interface FoundAccess {
  readonly region: string;
  readonly credentials: S3Credentials;
}

/** Finds region and credentials as the store does: what is said, else what the SDK's chain finds. Throws when there are none. */
export async function findAccess(options: Pick<S3Options, 'region' | 'credentials'>): Promise<FoundAccess> {
  const { openClient } = await import('./connection/open-client.ts');
  const { client } = await openClient({ url: '', ...options });
  const [region, credentials] = await Promise.all([client.config.region(), client.config.credentials()]);
  client.destroy();
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return { region, credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) } };
}
