import { s3StoreErrors } from './errors.ts';

/** How objects are encrypted where they lie; the bucket's own default when it isn't said. */
export type S3Encryption = { readonly kind: 'AES256' } | { readonly kind: 'aws:kms'; readonly keyId?: string };

/** Fixed credentials. */
export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Where a store is and how it is talked to. Plain data. */
export interface S3Options {
  /** `s3://BUCKET` or `s3://BUCKET/PREFIX`. */
  readonly url: string;
  /** Of a server other than Amazon's; buckets are then named in the path. */
  readonly endpoint?: string;
  /** Found by the SDK (AWS_REGION, the profile) unless said. */
  readonly region?: string;
  /** Where to begin when nothing says the region: Amazon tells which it is. Without it, that is an error. */
  readonly fallbackRegion?: string;
  /** Found by the SDK's chain (variables, profiles, SSO, a pod's or a machine's role) unless said. */
  readonly credentials?: S3Credentials;
  readonly encryption?: S3Encryption;
  /** How often a request is tried in all; 8 unless said. */
  readonly attempts?: number;
  /** Milliseconds without a byte after which a request is lost, of the time that this process could use; 30,000 unless said. */
  readonly timeout?: number;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The options of a store by its address and the variables of a process. Throws for what makes no sense. Pure. */
export function s3OptionsOf(url: string, variables: Variables): S3Options {
  parseS3Url(url);
  const endpoint = endpointOf(variables);
  const region = variables.AWS_REGION || variables.AWS_DEFAULT_REGION;
  const encryption = encryptionOf(variables);
  const attempts = attemptsOf(variables);
  return {
    url,
    ...(endpoint !== undefined && { endpoint }),
    ...(region && { region }),
    ...(encryption !== undefined && { encryption }),
    ...(attempts !== undefined && { attempts }),
  };
}

/** A bucket and what the keys of a store begin with: empty, or names that each end in `/`. */
export interface S3Place {
  readonly bucket: string;
  readonly prefix: string;
}

const URL_SHAPE = /^s3:\/\/(?<bucket>[A-Za-z0-9][A-Za-z0-9._-]{1,254})(?:\/(?<path>[^?#]*))?$/;

/** The bucket and prefix of an address. Throws for any other text, without the credentials that may be in it. Pure. */
export function parseS3Url(url: string): S3Place {
  const { bucket, path = '' } = URL_SHAPE.exec(url)?.groups ?? {};
  const names = path.replace(/\/$/, '').split('/');
  if (bucket !== undefined && names.join('') === '' && names.length === 1) return { bucket, prefix: '' };
  if (bucket !== undefined && names.every(isPlainName)) return { bucket, prefix: `${names.join('/')}/` };
  throw s3StoreErrors.create('s3.bad-url', { url: url.replace(/\/\/[^/]*@/, '//***@') });
}

/** Whether a name can be a part of a key without leading anywhere else on servers that keep files. Pure. */
export function isPlainName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  return name !== '' && name !== '.' && name !== '..' && !/[\\\u0000-\u001f]/.test(name);
}

const ENDPOINTS = ['FRAZIL_S3_ENDPOINT', 'AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'] as const;

function endpointOf(variables: Variables): string | undefined {
  const setting = ENDPOINTS.find((name) => variables[name]);
  const value = setting && variables[setting];
  if (setting === undefined || !value) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return value;
  const shown = value.replace(/\/\/[^/]*@/, '//***@');
  throw s3StoreErrors.create('s3.bad-setting', { setting, value: shown, hint: 'Write the address of a server: https://s3.example.org' });
}

function encryptionOf({ FRAZIL_S3_SSE: kind, FRAZIL_S3_SSE_KMS_KEY_ID: keyId }: Variables): S3Encryption | undefined {
  if (kind === 'aws:kms') return { kind, ...(keyId && { keyId }) };
  if (keyId) {
    const hint = 'A key is used with FRAZIL_S3_SSE=aws:kms alone: set that too, or leave the key out.';
    throw s3StoreErrors.create('s3.bad-setting', { setting: 'FRAZIL_S3_SSE_KMS_KEY_ID', value: keyId, hint });
  }
  if (!kind) return undefined;
  if (kind === 'AES256') return { kind };
  throw s3StoreErrors.create('s3.bad-setting', { setting: 'FRAZIL_S3_SSE', value: kind, hint: 'It is AES256 or aws:kms.' });
}

function attemptsOf({ AWS_MAX_ATTEMPTS: value }: Variables): number | undefined {
  if (!value) return undefined;
  const attempts = Number(value);
  if (Number.isInteger(attempts) && attempts > 0) return attempts;
  throw s3StoreErrors.create('s3.bad-setting', { setting: 'AWS_MAX_ATTEMPTS', value, hint: 'It is a number from 1.' });
}
