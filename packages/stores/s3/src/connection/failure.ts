import { type FrazilError, isFrazilError } from '@frazil/core';
import { s3StoreErrors } from '../errors.ts';
import { DamagedAnswer } from './damaged-answer.ts';

/** What is tried, in words for people. */
export interface Deed {
  /** A verb: `reading`. */
  readonly doing: string;
  readonly url: string;
}

/** A failed attempt: what to tell if it was the last one, and how much trying again is worth. */
export interface Failure {
  readonly error: unknown;
  /** `never` again; `once`: with a new client; `patiently`: after longer and longer waits. */
  readonly again: 'never' | 'once' | 'patiently';
  /** The service asked for fewer requests. */
  readonly isThrottled: boolean;
}

type Kind = readonly [code: keyof typeof s3StoreErrors.entries, again: Failure['again']];

/** What an error of the SDK, the network or a body means. Nothing of the request is kept: headers hold secrets. Pure. */
export function failureOf(error: unknown, deed: Deed): Failure {
  if (isFrazilError(error) || !(error instanceof Error)) return { error, again: 'never', isThrottled: false };
  const kind = kindOf(error);
  if (kind === undefined) return { error, again: 'never', isThrottled: false };
  const [code, again] = kind;
  return { error: createError(code, error, deed), again, isThrottled: THROTTLED.test(nameOf(error)) || statusOf(error) === 503 };
}

/** Whether the service says that there is no such object. Pure. */
export function isMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'NoSuchKey' || (statusOf(error) === 404 && error.name !== 'NoSuchBucket' && error.name !== 'NoSuchUpload');
}

/** The HTTP status that an error came with. Pure. */
export function statusOf(error: unknown): number | undefined {
  const { $metadata, $response } = error as Answered;
  return $metadata?.httpStatusCode ?? $response?.statusCode;
}

// What the SDK adds to its errors.
interface Answered {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number };
}

const NAMES: Readonly<Record<string, Kind>> = {
  CredentialsProviderError: ['s3.credentials-missing', 'once'],
  TokenProviderError: ['s3.credentials-missing', 'once'],
  ExpiredToken: ['s3.credentials-expired', 'once'],
  ExpiredTokenException: ['s3.credentials-expired', 'once'],
  TokenRefreshRequired: ['s3.credentials-expired', 'once'],
  // The SDK learns from the answer what time it is there.
  RequestTimeTooSkewed: ['s3.denied', 'once'],
  NoSuchBucket: ['s3.bucket-missing', 'never'],
  ConditionalRequestConflict: ['s3.busy', 'patiently'],
  OperationAborted: ['s3.busy', 'patiently'],
  RequestTimeout: ['s3.busy', 'patiently'],
  TimeoutError: ['s3.unreachable', 'patiently'],
};

const THROTTLED = /SlowDown|Throttl|TooManyRequests|RequestLimitExceeded|BandwidthLimit|ServiceUnavailable/;
const NETWORK =
  /^(E(CONNRESET|CONNREFUSED|CONNABORTED|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH|NETDOWN)|HPE_\w+|UND_ERR\w*)$/;
// Certificates and the like: the same the next time.
const SECURITY = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_INVALID_URL)/;

function kindOf(error: Error): Kind | undefined {
  if (error instanceof DamagedAnswer || /^Checksum mismatch/.test(error.message)) return ['s3.damaged', 'patiently'];
  const known = NAMES[error.name];
  if (known !== undefined) return known;
  if (error.message === 'Region is missing') return ['s3.region-missing', 'never'];
  const code = 'code' in error ? String(error.code) : '';
  if (NETWORK.test(code) || /^Connection lost|^socket hang up|^aborted$/.test(error.message)) return ['s3.unreachable', 'patiently'];
  if (SECURITY.test(code)) return ['s3.unreachable', 'never'];
  return kindOfStatus(statusOf(error), error);
}

function kindOfStatus(status: number | undefined, error: Error): Kind | undefined {
  if (status === undefined) return undefined;
  if (THROTTLED.test(nameOf(error)) || status === 429 || (status >= 500 && status !== 501)) return ['s3.busy', 'patiently'];
  if (status === 401 || status === 403) return ['s3.denied', 'never'];
  // What has the status of success and can't be read.
  if (status < 300) return ['s3.damaged', 'patiently'];
  return ['s3.refused', 'never'];
}

function createError(code: Kind[0], error: Error, { doing, url }: Deed): FrazilError {
  const reason = reasonOf(error);
  const cause = new Error(reason);
  if (error.stack !== undefined) cause.stack = error.stack;
  return s3StoreErrors.create(code as 's3.refused', { doing, url, reason }, { cause });
}

function reasonOf(error: Error): string {
  const message = error.message.split('\n', 1)[0]?.replace(/\.$/, '') ?? '';
  const name = nameOf(error);
  if (name === 'Error' || name === '' || message.includes(name)) return message;
  return message === '' || message === 'UnknownError' ? name : `${name}: ${message}`;
}

// Answers without a body have no name of their own.
function nameOf(error: Error): string {
  const status = statusOf(error);
  if (error instanceof DamagedAnswer) return '';
  return /^(Unknown|UnknownError|Error|SyntaxError|\d+)$/.test(error.name) && status !== undefined ? `HTTP ${status}` : error.name;
}
