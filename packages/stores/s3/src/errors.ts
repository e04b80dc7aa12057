import { defineErrors } from '@frazil/core';

/** What was tried with what, and what came of it. */
interface RequestDetails {
  /** A verb: `reading`. */
  readonly doing: string;
  /** A bucket or an object, as a URL. */
  readonly url: string;
  /** What the service or the network said. */
  readonly reason: string;
}

interface SettingDetails {
  readonly setting: string;
  readonly value: string;
  readonly hint: string;
}

/** What can go wrong with a store in S3. */
export const s3StoreErrors = defineErrors({
  's3.bad-url': {
    message: ({ url }: { readonly url: string }) => `${url} is not the address of a bucket.`,
    hint: () => 'Write s3://BUCKET or s3://BUCKET/PREFIX; credentials and an endpoint are told by variables, never in the address.',
  },
  's3.bad-setting': {
    message: ({ setting, value }: SettingDetails) => `${setting} can't be ${JSON.stringify(value)}.`,
    hint: ({ hint }: SettingDetails) => hint,
  },
  's3.bad-key': {
    message: ({ key }: { readonly key: string }) => `The key ${JSON.stringify(key)} is not a relative path of plain names.`,
    hint: () => 'Keys are names joined by /, without empty names, . and .., back slashes and control characters.',
  },
  's3.bad-object-url': {
    message: ({ url }: { readonly url: string }) => `${JSON.stringify(url)} is not the address of an object.`,
    hint: () => 'Write s3://BUCKET/KEY',
  },
  's3.missing': {
    message: ({ url }: { readonly url: string }) => `There is no object ${url}.`,
    hint: () => 'Check the name, or say what becomes of objects that are missing: return_missing=True.',
  },
  's3.bad-range': {
    message: ({ url, range }: { readonly url: string; readonly range: string }) => `${url} has no part ${range}.`,
    hint: () => 'An offset is from 0 and below the size of the object, and a part has at least one byte.',
  },
  's3.bad-encryption': {
    message: ({ encryption }: { readonly encryption: string }) => `There is no encryption ${JSON.stringify(encryption)}.`,
    hint: () => 'It is AES256 or aws:kms.',
  },
  's3.region-missing': {
    message: ({ url }: RequestDetails) => `The region of ${url} is not known.`,
    hint: () => 'Set AWS_REGION, or a region in the profile that AWS_PROFILE names. With an endpoint of your own none is needed.',
  },
  's3.credentials-missing': {
    message: ({ doing, url, reason }: RequestDetails) => `There are no credentials for ${doing} ${url} (${reason}).`,
    hint: () =>
      'Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in with `aws sso login`; in a pod or a job, give it a role.',
  },
  's3.credentials-expired': {
    message: ({ doing, url, reason }: RequestDetails) => `The credentials expired while ${doing} ${url} (${reason}).`,
    hint: () => 'Log in again (`aws sso login`) or renew AWS_SESSION_TOKEN, then run the same command again: nothing is lost.',
  },
  's3.denied': {
    message: ({ doing, url, reason }: RequestDetails) => `Permission was denied for ${doing} ${url} (${reason}).`,
    hint: () =>
      'Allow s3:GetObject, s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload on BUCKET/PREFIX/* and s3:ListBucket on the bucket, and check which credentials are in use.',
  },
  's3.bucket-missing': {
    message: ({ url }: RequestDetails) => `There is no bucket for ${url}.`,
    hint: () => 'Check the name and the region or endpoint, or make the bucket: Frazil makes none.',
  },
  's3.unreachable': {
    message: ({ doing, url, reason }: RequestDetails) => `The service can't be reached for ${doing} ${url} (${reason}).`,
    hint: () => 'Check the network and the endpoint (FRAZIL_S3_ENDPOINT, AWS_ENDPOINT_URL_S3), then run the same command again.',
  },
  's3.busy': {
    message: ({ doing, url, reason }: RequestDetails) => `The service did not manage ${doing} ${url} (${reason}).`,
    hint: () => 'It was tried several times. Run the same command again later; AWS_MAX_ATTEMPTS sets how often it is tried.',
  },
  's3.damaged': {
    message: ({ doing, url, reason }: RequestDetails) => `What came of ${doing} ${url} is not what is stored (${reason}).`,
    hint: () => 'Something between here and the bucket cuts or alters answers, or the object is damaged: nothing of it was used.',
  },
  's3.refused': {
    message: ({ doing, url, reason }: RequestDetails) => `The service refused ${doing} ${url} (${reason}).`,
    hint: () => 'A server other than S3 must know conditional writes (If-None-Match), multipart uploads and ListObjectsV2.',
  },
});
