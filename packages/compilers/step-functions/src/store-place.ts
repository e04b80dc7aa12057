import { stepFunctionsErrors } from './errors.ts';

/** A bucket, and what the keys of a store begin with: empty, or ends in `/`. */
export interface StorePlace {
  readonly bucket: string;
  readonly prefix: string;
}

/** Where the store is in S3. Pure. */
export function storePlaceOf(store: string): StorePlace {
  const { bucket, path = '' } = /^s3:\/\/(?<bucket>[^/]+)(?:\/(?<path>.*?))?\/?$/.exec(store)?.groups ?? {};
  if (bucket === undefined) throw stepFunctionsErrors.create('sfn.store-not-s3', { store });
  return { bucket, prefix: path === '' ? '' : `${path}/` };
}
