import { s3StoreErrors } from '../errors.ts';

/** Where an object is. */
export interface ObjectPlace {
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
}

/** The bucket and the key of an address, as it is written: nothing in it is escaped. Throws for any other text. Pure. */
export function parseObjectUrl(url: string): ObjectPlace {
  const { bucket, key = '' } = /^s3:\/\/(?<bucket>[^/]+)(?:\/+(?<key>.*))?$/s.exec(url)?.groups ?? {};
  if (bucket === undefined) throw s3StoreErrors.create('s3.bad-object-url', { url });
  return { bucket, key };
}
