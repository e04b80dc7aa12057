import type { S3Options } from '../s3-options.ts';

/** A server that tests talk to. */
export interface Gateway {
  readonly endpoint: string;
  readonly bucket: string;
  readonly accessKey: string;
  readonly secretKey: string;
  stop(): Promise<void>;
}

/** The options of a store in a gateway's bucket. Pure. */
export function optionsFor({ endpoint, bucket, accessKey, secretKey }: Gateway, prefix = ''): S3Options {
  const credentials = { accessKeyId: accessKey, secretAccessKey: secretKey };
  return { url: `s3://${bucket}${prefix}`, endpoint, region: 'us-east-1', credentials };
}
